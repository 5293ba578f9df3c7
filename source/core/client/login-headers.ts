import {Buffer} from 'node:buffer';
import type {Endpoint} from './endpoint.js';

/** The Basic login of an endpoint as request headers; a password alone belongs to the user `arthas`, which is Arthas' own rule. */
export function loginHeaders({username, password}: Pick<Endpoint, 'username' | 'password'>): Record<string, string> {
	return username === undefined && password === undefined
		? {}
		: {authorization: `Basic ${Buffer.from(`${username ?? 'arthas'}:${password ?? ''}`).toString('base64')}`};
}
