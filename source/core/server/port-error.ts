import {ArthasError} from '../error.js';
import type {Address} from './options.js';

/** Why a door can't listen, and what to do about it. */
export function portError({host, port}: Address, flag: string, cause: Error): ArthasError {
	const text = `${(cause as NodeJS.ErrnoException).code ?? ''} ${cause.message}`;
	if (text.includes('EACCES')) {
		return new ArthasError('ERR_CONNECT_PORT', `may not listen on ${host}:${port}`, {hint: `ports below 1024 are for the system: choose another with ${flag}`, cause});
	}

	if (/EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN/u.test(text)) {
		return new ArthasError('ERR_CONNECT_PORT', `can't listen on ${host}:${port}: no interface of this machine has that address`, {hint: 'choose another with --host', cause});
	}

	const isTaken = /EADDRINUSE|No address added/u.test(text);
	return new ArthasError('ERR_CONNECT_PORT', `can't listen on ${host}:${port}: ${isTaken ? 'the port is taken' : cause.message}`, {
		hint: `choose another with ${flag}, or 0 for any free one`, cause,
	});
}
