import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {steadyNow} from './clock.js';
import {readBody} from './http/read-body.js';
import {reply} from './http/reply.js';

export type FormLogin = {
	/** Who came in by the form before, by the cookie of that. */
	userOf(request: Pick<IncomingMessage, 'headers'>): string | undefined;
	/** The page and what it sends. */
	answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const lifeMs = 8 * 3_600_000;
const mostSessions = 1000;

/**
The login form of the tunnel server 4.3.4, beside Basic: its clients read a token from the page, and come with a cookie
afterwards. `isRight` says whether a user may come in.
*/
export function createFormLogin(isRight: (username: string, password: string) => boolean): FormLogin {
	const secret = randomBytes(32);
	const sessions = new Map<string, {user: string; until: number}>();
	const tokenOf = (session: string) => createHmac('sha256', secret).update(session).digest('base64url');
	const begin = (user: string): string => {
		const id = randomBytes(24).toString('hex');
		sessions.set(id, {user, until: steadyNow() + lifeMs});
		const [oldest] = sessions.keys();
		if (sessions.size > mostSessions && oldest !== undefined) {
			sessions.delete(oldest);
		}

		return id;
	};

	const take = async (request: IncomingMessage): Promise<string | undefined> => {
		const form = new URLSearchParams(await readBody(request));
		const [username, password] = [form.get('username') ?? '', form.get('password') ?? ''];
		// The token belongs to whoever was shown the page, so that no other page can log somebody in.
		const isOwn = isSame(form.get('_csrf') ?? '', tokenOf(sessionOf(request) ?? ''));
		return isRight(username, password) && isOwn ? begin(username) : undefined;
	};

	return {
		userOf(request) {
			const id = sessionOf(request) ?? '';
			const session = sessions.get(id);
			if (session && session.until < steadyNow()) {
				sessions.delete(id);
				return undefined;
			}

			return session?.user;
		},
		async answer(request, response) {
			if (request.method === 'POST') {
				const session = await take(request);
				reply(response, 302, 'text/plain', '', session === undefined ? {location: '/login?error'} : {location: '/', 'set-cookie': cookieOf(session, request)});
				return;
			}

			const shown = randomBytes(24).toString('hex');
			reply(response, 200, 'text/html;charset=UTF-8', pageOf(tokenOf(shown), (request.url ?? '').includes('?error')), {
				'set-cookie': cookieOf(shown, request), 'content-security-policy': 'default-src \'none\'; form-action \'self\'',
			});
		},
	};
}

function sessionOf({headers}: Pick<IncomingMessage, 'headers'>): string | undefined {
	return /(?:^|;\s*)JSESSIONID=(?<id>[\da-f]+)/u.exec(headers.cookie ?? '')?.groups?.['id'];
}

function cookieOf(session: string, {socket}: IncomingMessage): string {
	return `JSESSIONID=${session}; Path=/; HttpOnly; SameSite=Strict${'encrypted' in socket ? '; Secure' : ''}`;
}

function isSame(left: string, right: string): boolean {
	const [a, b] = [new TextEncoder().encode(left), new TextEncoder().encode(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function pageOf(token: string, isRefused: boolean): string {
	return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Please sign in</title></head>
<body>
<form method="post" action="/login">
<h2>Please sign in</h2>
${isRefused ? '<p>Wrong user name or password.</p>\n' : ''}<p><label>Username <input type="text" name="username" required autofocus></label></p>
<p><label>Password <input type="password" name="password" required></label></p>
<input name="_csrf" type="hidden" value="${token}" />
<button type="submit">Sign in</button>
</form>
</body>
</html>
`;
}
