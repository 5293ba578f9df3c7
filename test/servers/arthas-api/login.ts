import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {ArthasApiScript} from './script.js';

/** Who may come in, Arthas 4.1.5: cookie, then Basic, then the URL, then the local bypass. */
export class Login {
	readonly #script: ArthasApiScript;
	readonly #known = new Set<string>();

	constructor(script: ArthasApiScript) {
		this.#script = script;
	}

	/** The cookie of the answer; nothing when the answer is a 401. */
	admit(request: IncomingMessage): string | undefined {
		const {auth, localBypass = false} = this.#script;
		const cookie = /asession=(\w{32})/.exec(request.headers.cookie ?? '')?.[1] ?? randomBytes(16).toString('hex');
		if (!auth || this.#known.has(cookie)) {
			return cookie;
		}

		const given = credentials(request);
		const admitted = given ? given === `${auth.username}:${auth.password}` : localBypass;
		if (!admitted) {
			return undefined;
		}

		if (given) {
			this.#known.add(cookie);
		}

		return cookie;
	}
}

/** `user:password`; a Bearer token counts as nothing, that is for another path. */
function credentials(request: IncomingMessage): string | undefined {
	const basic = /^basic (.*)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (basic !== undefined) {
		return Buffer.from(basic, 'base64').toString();
	}

	const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
	const password = query.get('password');
	return password === null ? undefined : `${query.get('username') ?? 'arthas'}:${password}`;
}
