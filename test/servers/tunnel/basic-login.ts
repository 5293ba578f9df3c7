import {Buffer} from 'node:buffer';

/** The header of HTTP's Basic login. */
export function basicLogin({username, password}: {username: string; password: string}): string {
	return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
