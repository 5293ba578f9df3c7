import {Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {isIP} from 'node:net';
import {notAllowed, RequestFailure} from './failure.js';
import {createFormLogin, type FormLogin} from './form-login.js';
import type {Login} from './options.js';

export type Access = {
	/** The user's name; throws 401 or 403. One login for HTTP, server-sent events and WebSocket. */
	enter(request: Pick<IncomingMessage, 'headers'>): string;
	/** The same login by a form and a cookie, where there is one. */
	readonly form: FormLogin | undefined;
};

/**
The operator's doors. A web page that somebody has open could call them with that person's login or, where
there is none, on that person's machine: so requests of foreign pages are turned away, and without a login
also a Host that is a name pointed here from elsewhere, unless `isOpen` says that everybody may come.
*/
export function createAccess(login: Login | undefined, {isOpen}: {isOpen: boolean}): Access {
	const expected = login && digest(`${login.username}:${login.password}`);
	const form = expected && createFormLogin((username, password) => timingSafeEqual(digest(`${username}:${password}`), expected));
	return {
		form,
		enter({headers}) {
			const {origin, host} = headers;
			if (isForeign(headers['sec-fetch-site']) || (origin !== undefined && !isOwnOrigin(origin, host))) {
				throw notAllowed('requests of other web pages are refused');
			}

			if (expected) {
				return form?.userOf({headers}) ?? checkLogin(headers.authorization, expected);
			}

			if (!isOpen && !isLocalName(host)) {
				throw notAllowed('without a login this server answers to localhost and addresses only');
			}

			return '';
		},
	};
}

function checkLogin(authorization: string | undefined, expected: Uint8Array): string {
	const sent = /^basic\s+(?<credentials>[\w+/=-]+)$/iu.exec(authorization ?? '')?.groups?.['credentials'];
	const credentials = Buffer.from(sent ?? '', 'base64').toString('utf8');
	// Compared also where nothing was sent, and by digest, so that the time taken tells nothing.
	const isRight = timingSafeEqual(digest(credentials), expected);
	if (sent === undefined || !isRight) {
		throw new RequestFailure({
			status: 401, code: 'LOGIN', ran: 'no', message: sent === undefined ? 'this server asks for a login' : 'wrong user name or password',
		});
	}

	return credentials.slice(0, credentials.indexOf(':'));
}

/** What browsers say of themselves where they send no Origin, as for pictures and links. */
function isForeign(site: string | string[] | undefined): boolean {
	return site === 'cross-site' || site === 'same-site';
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
	try {
		return new URL(origin).host === host;
	} catch {
		return false;
	}
}

function isLocalName(host = 'localhost'): boolean {
	const name = host.replace(/:\d+$/u, '').replaceAll(/[[\]]/gu, '');
	return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}

function digest(text: string): Uint8Array {
	return createHash('sha256').update(text).digest();
}
