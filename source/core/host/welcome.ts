import process from 'node:process';
import {ResponseStatus} from '../protocol/generated/ArthasService.js';
import type {Result} from '../protocol/result.js';
import type {Reply} from './reply.js';

/** INIT_SESSION: a message for each word of the greeting and that it takes input, the id of the new session in each, the last one without results. */
export async function welcome(reply: Reply, sessionId: string, greeting: readonly Result[]): Promise<void> {
	for (const result of [...greeting, {type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INPUT'}]) {
		await reply({status: ResponseStatus.CONTINUOUS, sessionId, results: [result]});
	}

	await reply({status: ResponseStatus.SUCCEEDED, sessionId});
}

export function hostGreeting(version: string): Result[] {
	return [
		{type: 'message', jobId: 0, message: 'Welcome to the host agent of arthas-tui!'},
		{
			type: 'welcome', jobId: 0, pid: String(process.pid), time: localTime(new Date()), version,
		},
	];
}

/** `yyyy-MM-dd HH:mm:ss` in the zone of this host, as Arthas writes all its times. */
function localTime(date: Date): string {
	const local = new Date(date.getTime() - (date.getTimezoneOffset() * 60_000));
	return local.toISOString().slice(0, 19).replace('T', ' ');
}
