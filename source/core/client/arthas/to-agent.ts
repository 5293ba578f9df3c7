import {isIP} from 'node:net';
import type {Agent} from '../agent.js';
import type {Endpoint} from '../endpoint.js';
import type {Jvm} from './jvm.js';

/** The JVM behind an Arthas HTTP API, which tells no id of its own. */
export function toAgent({version, pid, mainClass}: Pick<Jvm, 'version' | 'pid' | 'mainClass'>, {base, name: server}: Endpoint): Agent {
	const id = base.host + (base.pathname === '/' ? '' : base.pathname);
	const main = lastPart(mainClass ?? '');
	const host = base.hostname.replaceAll(/^\[|\]$/gu, '');
	const name = main === '' ? id : `${main}-${pid ?? ''}`;
	return {
		ref: `${server}/${id}`,
		id,
		name,
		kind: 'jvm',
		via: 'arthas',
		results: 'structured',
		app: null,
		status: 'up',
		statusText: '',
		host: isIP(host) === 0 ? host : null,
		ip: isIP(host) === 0 ? null : host,
		version,
		lastSeen: Date.now(),
		labels: {},
		server,
		registeredAt: null,
		// A JVM that is called directly has one address, and its pid in its name.
		process: name,
	};
}

/** `Shop` of `demo.Shop`, `math-game` of `/home/app/math-game.jar`. */
function lastPart(mainClass: string): string {
	const file = mainClass.trim().split(/[\\/]/u).at(-1) ?? '';
	return file.endsWith('.jar') ? file.slice(0, -4) : file.split('.').at(-1) ?? '';
}
