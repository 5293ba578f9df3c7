import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Exchange} from '../exchange.js';
import type {Store} from '../store.js';

/** What a route gets: who asks what, and the server's two working parts. */
export type RouteContext = {
	store: Store;
	exchange: Exchange;
	/** Eight hex digits per server start; event ids begin with it. */
	boot: string;
	readOnly: boolean;
	request: IncomingMessage;
	response: ServerResponse;
	/** Path without query; its parts are percent-decoded. */
	path: string;
	parts: string[];
	query: URLSearchParams;
	/** True when the caller asked for what the Java server does not have: `?ext=1` or the header `arthas-tui: 1`. */
	extended: boolean;
	user: string;
};

export function idempotencyKey({request, user}: RouteContext, agentId: string): string | undefined {
	const header = request.headers['idempotency-key'];
	return typeof header === 'string' && /^[\w.-]{1,64}$/u.test(header) ? `${user}\n${agentId}\n${header}` : undefined;
}

/** A whole number of a query parameter within bounds, else the fallback. */
export function queryNumber(query: URLSearchParams, name: string, fallback: number, max = 2_147_483_647): number {
	const text = query.get(name);
	return text !== null && /^\d{1,10}$/u.test(text) ? Math.min(Number(text), max) : fallback;
}
