import {expect, test} from 'vitest';
import {loginError} from '../../../source/core/client/login-error.js';

test.each([
	[{}, /^box:8800 asks for a login, and none was given$/u, /--username NAME .*ARTHAS_TUI_PASSWORD, --password-file/u],
	[{username: 'ops'}, /^box:8800 asks for a login, and no password was given for ops$/u, /ARTHAS_TUI_PASSWORD, --password-file/u],
	[{username: 'ops', password: 'x'}, /^box:8800 doesn't accept this login: wrong user name or password$/u, /the user is ops/u],
	[{password: 'x'}, /wrong user name or password/u, /the user is arthas unless/u],
])('what was given decides what is said: %j', (login, what, todo) => {
	const {code, message, hint} = loginError(login, 'box:8800');
	expect(code).toBe('ERR_AUTH_LOGIN');
	expect(message).toMatch(what);
	expect(hint).toMatch(todo);
});
