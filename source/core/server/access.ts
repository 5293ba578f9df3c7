import {Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {isIP} from 'node:net';
import {RequestFailure} from './failure.js';
import type {Login} from './options.js';

export type Access = {
	/** The user's name; throws 401 or 403. One login for HTTP, server-sent events and WebSocket. */
	enter(request: IncomingMessage): string;
};

/**
The operator's doors. Without a login they are open, which is for loopback only; there a web page that
somebody on this machine has open could still call them, so a foreign Origin, and a Host that is a
name pointed at loopback from elsewhere, are turned away.
*/
export function createAccess(login: Login | undefined): Access {
	const expected = login && digest(`${login.username}:${login.password}`);
	return {
		enter(request) {
			const {origin, host, authorization} = request.headers;
			if (origin !== undefined && !isOwnOrigin(origin, host)) {
				throw new RequestFailure({
					status: 403, code: 'NOT_ALLOWED', ran: 'no', message: 'requests of other web pages are refused',
				});
			}

			if (!expected) {
				if (!isLocalName(host)) {
					throw new RequestFailure({
						status: 403, code: 'NOT_ALLOWED', ran: 'no', message: 'without a login this server answers to localhost and addresses only',
					});
				}

				return '';
			}

			const sent = /^basic\s+(?<credentials>[\w+/=-]+)$/iu.exec(authorization ?? '')?.groups?.['credentials'];
			const credentials = sent === undefined ? undefined : Buffer.from(sent, 'base64').toString('utf8');
			if (credentials === undefined || !timingSafeEqual(digest(credentials), expected)) {
				throw new RequestFailure({
					status: 401, code: 'LOGIN', ran: 'no', message: credentials === undefined ? 'this server asks for a login' : 'wrong user name or password',
				});
			}

			return credentials.slice(0, credentials.indexOf(':'));
		},
	};
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
	try {
		return new URL(origin).host === host;
	} catch {
		return false;
	}
}

function isLocalName(host: string | undefined): boolean {
	const name = (host ?? 'localhost').replace(/:\d+$/u, '').replaceAll(/[[\]]/gu, '');
	return name === 'localhost' || isIP(name) !== 0;
}

function digest(text: string): Uint8Array {
	return createHash('sha256').update(text).digest();
}
