import {ArthasError} from '../error.js';
import type {Endpoint} from './endpoint.js';

/** What a server means that answers 401: a login that nobody gave is another thing than one that is wrong. */
export function loginError({username, password}: Pick<Endpoint, 'username' | 'password'>, host: string, cause?: unknown): ArthasError {
	if (password !== undefined) {
		const user = username?.slice(0, 60) ?? 'arthas unless --username or ARTHAS_TUI_USERNAME names another';
		return new ArthasError('ERR_AUTH_LOGIN', `${host} doesn't accept this login: wrong user name or password`, {
			hint: `the user is ${user}; check what ARTHAS_TUI_PASSWORD, --password-file or the profile gives`, cause,
		});
	}

	return username === undefined
		? new ArthasError('ERR_AUTH_LOGIN', `${host} asks for a login, and none was given`, {
			hint: 'give --username NAME (or ARTHAS_TUI_USERNAME), and the password by ARTHAS_TUI_PASSWORD, --password-file FILE or a profile', cause,
		})
		: new ArthasError('ERR_AUTH_LOGIN', `${host} asks for a login, and no password was given for ${username.slice(0, 60)}`, {
			hint: 'give it by ARTHAS_TUI_PASSWORD, --password-file FILE or a profile with passwordCommand', cause,
		});
}
