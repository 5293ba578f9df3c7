import {ArthasError} from '../error.js';

/** Times are epoch ms. */
export type ConnectionState =
	| {name: 'connecting'; attempt: number; since: number}
	| {name: 'up'; since: number}
	/** A probe went unanswered; the link is not given up yet. */
	| {name: 'silent'; since: number; misses: number}
	| {name: 'waiting'; attempt: number; retryAt: number; error: ArthasError}
	/** Only a person can help: a login, a certificate, a wrong address or protocol. */
	| {name: 'stopped'; error: ArthasError}
	| {name: 'closed'};

const hopeless = ['ERR_AUTH', 'ERR_CONFIG', 'ERR_PROTOCOL', 'ERR_CONNECT_TLS', 'ERR_CONNECT_ADDRESS'];

/** Whether trying again could only help after somebody changed something. */
export function needsPerson({code, retryable}: ArthasError): boolean {
	return !retryable && hopeless.some(prefix => code.startsWith(prefix));
}

/** Why nothing can be sent to a server that isn't up. */
export function whyDown(now: ConnectionState, server: string, closed: AbortSignal): ArthasError {
	if (now.name === 'waiting' || now.name === 'stopped') {
		return now.error;
	}

	return now.name === 'closed'
		? closed.reason as ArthasError
		: new ArthasError('ERR_CONNECT_DOWN', `${server} doesn't answer at the moment; until it does nothing is sent that does more than look`, {retryable: true});
}
