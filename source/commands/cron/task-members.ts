import {ArthasError} from '../../core/error.js';
import type {JsonObject} from '../../core/protocol/result.js';
import type {Flags} from '../context.js';
import {parseDuration} from '../duration.js';
import {readSchedule} from './read-schedule.js';

/**
The members of a task that flags name.

@throws ArthasError ERR_USAGE
*/
export function taskMembers({schedule, run, user, group, limit, tz, overlap, jitter}: Flags): JsonObject {
	if (overlap !== undefined && !['skip', 'queue', 'kill'].includes(overlap)) {
		throw new ArthasError('ERR_USAGE', `--overlap is “${overlap.slice(0, 40)}”`, {hint: 'write skip, queue or kill'});
	}

	return {
		...(schedule !== undefined && {cron: readSchedule([schedule]).text}),
		...(run !== undefined && {cmd: run}),
		...(user !== undefined && {user}),
		...(group !== undefined && {group}),
		...(limit !== undefined && {timeout: wholeSeconds(limit, '--limit')}),
		...(tz !== undefined && {tz}),
		...(overlap !== undefined && {overlap}),
		...(jitter !== undefined && {jitter: wholeSeconds(jitter, '--jitter')}),
	};
}

function wholeSeconds(text: string, flag: string): number {
	return Math.max(1, Math.round(parseDuration(text, flag) / 1000));
}
