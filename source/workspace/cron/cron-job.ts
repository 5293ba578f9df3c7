import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';

/** A job as its host told it. Times are epoch ms; what is not known is null. */
export type CronJob = {
	name: string;
	cron: string;
	cmd: string;
	user: string | null;
	group: string | null;
	/** Seconds. */
	timeout: number | null;
	tz: string | null;
	overlap: string | null;
	jitter: number | null;
	enabled: boolean;
	rev: number | null;
	/** `agent`, or the file in which another program of the host finds it, which is not changed from here. */
	source: string;
	isReadonly: boolean;
	/** What kind of program runs it: `crontab`, `timer`; null for the agent. */
	kind: string | null;
	isRunning: boolean;
	next: number | null;
	lastStart: number | null;
	lastMs: number | null;
	/** How the last run ended: `ok`, `exit 3`, `lost`, or the message of a failure; null where there was none. */
	result: string | null;
	/** Runs that should have been since the last one, and were not. */
	missed: number;
	skipped: number;
	/** What is wrong with it by the word of its host. */
	problem: string | null;
};

/** A host with what it told of its jobs: nothing yet, or what it told before it stopped answering. */
export type CronHost = {
	ref: string;
	name: string;
	isUp: boolean;
	jobs: readonly CronJob[] | undefined;
	problem: string | undefined;
	at: number | undefined;
	/** Its time zone, once it has told that. */
	zone?: string | undefined;
};

export function readCronJobs(data: Json | undefined): CronJob[] {
	return Array.isArray(data) ? data.filter(job => isJsonObject(job)).map(job => readJob(job)) : [];
}

function readJob(job: JsonObject): CronJob {
	const last = isJsonObject(job['last']) ? job['last'] : {};
	const [start, end] = [ms(last['start']), ms(last['end'])];
	return {
		name: text(job['name']) ?? '',
		cron: text(job['cron']) ?? text(job['written']) ?? '',
		cmd: text(job['cmd']) ?? '',
		user: text(job['user']),
		group: text(job['group']),
		timeout: number(job['timeout']),
		tz: text(job['tz']),
		overlap: text(job['overlap']),
		jitter: number(job['jitter']),
		enabled: job['enabled'] !== false,
		rev: number(job['rev']),
		source: text(job['source']) ?? 'agent',
		isReadonly: job['readonly'] === true,
		kind: text(job['kind']),
		isRunning: job['running'] === true,
		next: ms(job['next']),
		lastStart: start,
		lastMs: start === null || end === null ? null : end - start,
		result: resultOf(last),
		missed: number(job['missed']) ?? 0,
		skipped: number(job['skipped']) ?? 0,
		problem: text(job['problem']),
	};
}

function resultOf({state, resp, exitcode, message}: JsonObject): string | null {
	if (resp === 'success') {
		return 'ok';
	}

	if (typeof exitcode === 'number') {
		return `exit ${exitcode}`;
	}

	return text(message) ?? text(state);
}

function text(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}

function number(value: Json | undefined): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function ms(value: Json | undefined): number | null {
	const seconds = number(value);
	return seconds === null ? null : seconds * 1000;
}
