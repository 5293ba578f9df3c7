import {realpath} from 'node:fs/promises';
import type {HostPolicy} from '../method.js';

/**
The real path of a file that the policy lets be read; undefined where it doesn't, or there is none. Links are followed
first, on both sides: one in an allowed folder opens no other file than the policy names.
*/
export async function allowedFile(path: string, {logs = []}: HostPolicy): Promise<string | undefined> {
	const file = await real(path);
	if (file === undefined) {
		return undefined;
	}

	for (const entry of logs) {
		const allowed = await real(entry);
		const isWithin = entry.endsWith('/') && allowed !== undefined && file.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`);
		if (isWithin || file === allowed) {
			return file;
		}
	}

	return undefined;
}

async function real(path: string): Promise<string | undefined> {
	try {
		return await realpath(path);
	} catch {
		return undefined;
	}
}
