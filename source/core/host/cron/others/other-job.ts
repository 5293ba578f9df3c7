import {isFault, nextRuns, parseSchedule} from '../../../cron/index.js';
import type {JsonObject} from '../../../protocol/result.js';

/** A job that another program on this host runs: shown beside ours, and never changed. */
export type OtherJob = {
	name: string;
	kind: 'crontab' | 'timer';
	/** The file that it stands in. */
	source: string;
	/** Its schedule in six fields; null where they can't say it. */
	cron: string | null;
	/** Its schedule as it is written there. */
	written: string;
	cmd: string;
	user: string | null;
	tz: string | null;
	/** Seconds by which it may begin later. */
	jitter: number;
	enabled: boolean;
	/** Why it does not run, or when it runs can't be said. */
	problem: string | null;
};

/** The members of a task of ours, null where others have nothing like them. Without `now` nothing starts it: it has no next run. */
export function describeOther({name, kind, source, cron, written, cmd, user, tz, jitter, enabled, problem}: OtherJob, now: number | undefined): JsonObject {
	const schedule = cron === null ? undefined : parseSchedule(cron);
	const next = now !== undefined && enabled && schedule && !isFault(schedule) ? nextRuns(schedule, {from: now, zone: tz ?? undefined, count: 1})[0] : undefined;
	return {
		name, cron, cmd, user, group: null, timeout: null, enabled, tz, overlap: null, jitter, rev: null, changed: null,
		source, readonly: true, kind, written, problem, next: next === undefined ? null : next / 1000, running: null, last: null, missed: null, skipped: null,
	};
}
