import {BlockList, isIP} from 'node:net';
import {ArthasError} from '../../core/error.js';
import type {AgentAccess} from '../../core/server/options.js';

/**
From where agents may come: the addresses and networks that were named, this machine, and the interface that
is listened on, since agents beside the server dial it by that. Without names from everywhere.

@throws ArthasError ERR_USAGE
*/
export function allowList(entries: readonly string[], host = ''): Pick<AgentAccess, 'allow'> {
	if (entries.length === 0) {
		return {};
	}

	const list = new BlockList();
	for (const entry of ['127.0.0.0/8', '::1', ...(isIP(host) === 0 ? [] : [host]), ...entries]) {
		add(list, entry);
	}

	return {allow: {check: address => isIP(address) > 0 && list.check(address, family(address))}};
}

function add(list: BlockList, entry: string): void {
	const {address = '', prefix} = /^(?<address>[^/]+)(?:\/(?<prefix>\d{1,3}))?$/u.exec(entry)?.groups ?? {};
	if (isIP(address) === 0 || Number(prefix ?? 0) > (isIP(address) === 6 ? 128 : 32)) {
		throw new ArthasError('ERR_USAGE', `--allow-agent ${entry} is no address or network`, {hint: 'for example 10.0.0.7 or 10.0.0.0/8'});
	}

	if (prefix === undefined) {
		list.addAddress(address, family(address));
	} else {
		list.addSubnet(address, Number(prefix), family(address));
	}
}

function family(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
