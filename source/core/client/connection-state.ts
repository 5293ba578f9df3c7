import type {ArthasError} from '../error.js';

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

/** Whether trying again could ever help without anybody changing something. */
export function needsPerson({code}: ArthasError): boolean {
	return code.startsWith('ERR_AUTH') || code === 'ERR_CONNECT_TLS' || code === 'ERR_CONNECT_ADDRESS' || code.startsWith('ERR_PROTOCOL') || code.startsWith('ERR_CONFIG');
}
