import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Exchange} from '../exchange.js';
import {RequestFailure} from '../failure.js';
import type {Store} from '../store.js';
import type {Tunnels} from '../tunnel/tunnels.js';
import type {Target} from './target.js';

/** What a route gets: who asks what, and the server's working parts. */
export type RouteContext = Target & {
	store: Store;
	exchange: Exchange;
	/** Eight hex digits per server start; event ids begin with it. */
	boot: string;
	readOnly: boolean;
	/** What ends the answers that would never end; called when the server closes. */
	streams: Set<() => Promise<void>>;
	tunnels: Tunnels;
	request: IncomingMessage;
	response: ServerResponse;
	/** True when the caller asked for what the Java server does not have: `?ext=1` or the header `arthas-tui: 1`. */
	extended: boolean;
	user: string;
};

export function idempotencyKey({request, user}: RouteContext, agentId: string): string | undefined {
	const header = request.headers['idempotency-key'];
	if (header === undefined) {
		return undefined;
	}

	if (typeof header !== 'string' || !/^[\w.-]{1,64}$/u.test(header)) {
		throw new RequestFailure({status: 400, ran: 'no', message: 'an Idempotency-Key is 1 to 64 letters, digits, dots, dashes or underscores'});
	}

	return `${user}\n${agentId}\n${header}`;
}

/** The key of a request and whether its caller says that it was sent before. */
export function repeatable(context: RouteContext, agentId: string): {key: string | undefined; isRepeat: boolean} {
	const key = idempotencyKey(context, agentId);
	return {key, isRepeat: key !== undefined && context.request.headers['arthas-tui-repeat'] === '1'};
}

/** A day: jobs may go on without a reader for so long, ms. */
export const longestLinger = 86_400_000;

/** A whole number of a query parameter within bounds, else the fallback. */
export function queryNumber(query: URLSearchParams, name: string, fallback: number, max = 2_147_483_647): number {
	const text = query.get(name);
	return text !== null && /^\d{1,10}$/u.test(text) ? Math.min(Number(text), max) : fallback;
}

export function allowMethods({request}: RouteContext, ...methods: string[]): void {
	if (!methods.includes(request.method ?? '')) {
		throw new RequestFailure({
			status: 405, ran: 'no', message: `this takes ${methods.join(' or ')}`, allow: methods.join(', '),
		});
	}
}
