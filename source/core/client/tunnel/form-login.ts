import {protocolError} from '../../error.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpAnswer, HttpClient} from '../http.js';
import {loginError} from '../login-error.js';

const stepMs = 5000;

/**
The login page of a tunnel server (4.3.4): a form with a token, no Basic. Gives the cookie of the session.

Rejects with ERR_AUTH_LOGIN for a wrong login, ERR_PROTOCOL_PEER for a page that is none of a tunnel server.
*/
export async function logIn(http: HttpClient, endpoint: Endpoint, signal: AbortSignal): Promise<string> {
	const page = await http.request({path: '/login', timeoutMs: stepMs, signal});
	const token = /name="_csrf"[^>]*value="(?<token>[^"]+)"/u.exec(page.text)?.groups?.['token'];
	if (page.status !== 200 || token === undefined) {
		throw protocolError(`${endpoint.base.host} has no login form at /login`, {code: 'ERR_PROTOCOL_PEER', hint: 'a portal on the way may want its own login'});
	}

	const {username = 'arthas', password = ''} = endpoint;
	const answer = await http.request({
		method: 'POST',
		path: '/login',
		headers: {cookie: cookieOf(page), 'content-type': 'application/x-www-form-urlencoded'},
		body: new URLSearchParams({username, password, _csrf: token}).toString(),
		timeoutMs: stepMs,
		signal,
	});
	const {location} = answer.headers;
	if (answer.status !== 302 || typeof location !== 'string' || /[?&]error\b/u.test(location)) {
		throw loginError({...endpoint, username}, endpoint.base.host);
	}

	return cookieOf(answer);
}

/** Whether an answer sends to the login page. */
export function asksForForm({status, headers}: Pick<HttpAnswer, 'status' | 'headers'>): boolean {
	return status === 302 && typeof headers['location'] === 'string' && /\/login(?:[?;#]|$)/u.test(headers['location']);
}

function cookieOf({headers}: HttpAnswer): string {
	const given = headers['set-cookie'];
	return [given ?? []].flat().map(cookie => cookie.split(';')[0] ?? '').join('; ');
}
