import {lookup as lookupDns} from 'node:dns/promises';
import {isIP} from 'node:net';
import {ArthasError, isArthasError} from '../../error.js';
import {
	dial, nameOf, type DialOptions, type Dialled, type Target,
} from './dial.js';

export type Lookup = (name: string) => Promise<string[]>;

export type Found = Extract<Dialled, {socket: unknown}> & {at: string};

export type FindOptions = Omit<DialOptions, 'target'> & {
	server: Target;
	lookup?: Lookup | undefined;
};

/** Redirects that are followed for one connection. */
const mostHops = 5;

/**
From a name to a connection: its addresses one after another, then wherever the servers send this agent, at most five
times, on the same port unless they name one.

@throws ArthasError of the last address that was tried, or ERR_PROTOCOL_PEER that tells the way of a redirect that leads nowhere.
*/
export async function findServer(options: FindOptions): Promise<Found> {
	const {server, lookup = resolve, trust} = options;
	const way = [nameOf(server)];
	const seen = new Set<string>();
	let targets = (await lookup(server.host)).map(host => ({...server, host}));
	// Certificates are for the name that was asked for, wherever that leads.
	const named = isIP(server.host) === 0 ? {serverName: server.host, ...trust} : trust;
	for (let hop = 0; hop <= mostHops; hop++) {
		const {reached, at} = await firstOf(targets, {...options, trust: named}, seen);
		if ('socket' in reached) {
			return {...reached, at: nameOf(at)};
		}

		const next = reached.redirect.map(text => parseTarget(text, at.port));
		way.push(reached.redirect.join(','));
		targets = next.filter(target => target !== undefined).filter(target => !seen.has(nameOf(target)));
		if (targets.length === 0) {
			throw astray(next.some(target => target !== undefined) ? 'in a circle' : 'to nowhere', way);
		}
	}

	throw astray(`more than ${mostHops} times`, way);
}

/** The first address that answers. */
async function firstOf(targets: Target[], options: FindOptions, seen: Set<string>): Promise<{reached: Dialled; at: Target}> {
	let last: ArthasError | undefined;
	for (const target of targets) {
		seen.add(nameOf(target));
		try {
			return {reached: await dial({...options, target}), at: target};
		} catch (error) {
			options.signal.throwIfAborted();
			last = isArthasError(error) ? error : undefined;
		}
	}

	throw last ?? new ArthasError('ERR_CONNECT_ADDRESS', `${nameOf(options.server)} has no address`, {retryable: true});
}

function astray(where: string, way: string[]): ArthasError {
	return new ArthasError('ERR_PROTOCOL_PEER', `redirected ${where}: ${way.map(step => step === '' ? '(nothing)' : step).join(' → ')}`, {retryable: true});
}

/** An address in a redirect, which has no port in the document. */
function parseTarget(text: string, port: number): Target | undefined {
	const match = /^(?:\[(?<v6>[\da-f:.]+)]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/i.exec(text)?.groups;
	const host = isIP(text) === 6 ? text : match?.['v6'] ?? match?.['name'];
	const given = Number(match?.['port'] ?? port);
	return host === undefined || given < 1 || given > 65_535 ? undefined : {host, port: given};
}

/** All addresses of a name, those in /etc/hosts too, in the order of the system. */
async function resolve(name: string): Promise<string[]> {
	try {
		const found = await lookupDns(name, {all: true});
		return found.map(({address}) => address);
	} catch (error) {
		throw new ArthasError('ERR_CONNECT_ADDRESS', `the name ${name} can't be resolved`, {retryable: true, cause: error});
	}
}
