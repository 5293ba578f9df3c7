import {
	isFault, parseSchedule, scheduleWords, type CronLanguage,
} from '../../core/cron/index.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {CronJobRow} from '../../views/cron-jobs.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import {scalarText} from './scalar-text.js';

/** A job as `cron.list` tells it, ready for a table. What an agent of another kind leaves out is unknown. */
export function jobRow(host: string, job: JsonObject, language: CronLanguage): CronJobRow {
	const last = isJsonObject(job['last']) ? job['last'] : {};
	const schedule = textOf(job['cron']) ?? textOf(job['written']) ?? '';
	const [start, end] = [msOf(last['start']), msOf(last['end'])];
	return {
		host,
		name: textOf(job['name']) ?? '',
		when: wordsOf(schedule, language),
		schedule,
		next: msOf(job['next']),
		last: start,
		result: resultOf(last),
		tookMs: start === null || end === null ? null : end - start,
		user: textOf(job['user']),
		command: textOf(job['cmd']) ?? '',
		enabled: job['enabled'] !== false,
		running: job['running'] === true,
		source: textOf(job['source']) ?? 'agent',
		note: noteOf(job),
	};
}

/** The stable shape for programs: keys are added, never renamed. */
export function jobToJson({host, name, when, schedule, next, last, result, tookMs, user, command, enabled, running, source, note}: CronJobRow, job: JsonObject): Record<string, unknown> {
	const {group = null, timeout = null, tz = null, overlap = null, jitter = null, rev = null, readonly = false} = job;
	return {
		host, name, schedule, when, next: iso(next), last: iso(last), result, ms: tookMs, user, group, command, timeout: typeof timeout === 'number' ? timeout * 1000 : null,
		zone: tz, overlap, jitter: typeof jitter === 'number' ? jitter * 1000 : null, enabled, running, rev, source, readonly, note,
	};
}

export function iso(ms: number | null): string | null {
	return ms === null ? null : new Date(ms).toISOString();
}

function wordsOf(line: string, language: CronLanguage): string {
	const schedule = parseSchedule(line);
	return isFault(schedule) ? line : scheduleWords(schedule, language);
}

function resultOf({state, resp, retcode, exitcode}: JsonObject): string | null {
	if (resp === 'success') {
		return 'ok';
	}

	if (typeof exitcode === 'number') {
		return `exit ${exitcode}`;
	}

	return state === undefined ? null : (state === 'lost' ? 'lost' : `failed ${scalarText(retcode)}`);
}

function noteOf({missed, skipped, problem}: JsonObject): string | null {
	const counts = [[missed, 'missed'], [skipped, 'skipped']].flatMap(([count, word]) => typeof count === 'number' && count > 0 ? [`${count} ${scalarText(word)}`] : []);
	return textOf(problem) ?? (counts.length > 0 ? counts.join(', ') : null);
}

function textOf(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}

function msOf(value: Json | undefined): number | null {
	return typeof value === 'number' ? value * 1000 : null;
}
