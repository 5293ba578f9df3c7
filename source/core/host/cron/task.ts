import {
	faultWords, isFault, parseSchedule, zoneOf, type Schedule,
} from '../../cron/index.js';
import type {Json, JsonObject} from '../../protocol/result.js';
import {failure, type HostAnswer} from '../method.js';

export type Overlap = 'skip' | 'queue' | 'kill';

/** A job that this host runs by itself: what is kept on its disk. */
export type CronTask = {
	name: string;
	/** Six fields, as `parseSchedule` writes them. */
	cron: string;
	cmd: string;
	/** Whose rights it gets; null is those of the agent. */
	user: string | null;
	group: string | null;
	/** Seconds. */
	timeout: number;
	enabled: boolean;
	/** An IANA name; null is the zone of the agent. */
	tz: string | null;
	/** What becomes of a run whose predecessor has not ended. */
	overlap: Overlap;
	/** A run begins up to so many seconds late, by a share that stays the same for the job on one host. */
	jitter: number;
	/** The revision of the whole list in which this task was changed last. */
	rev: number;
	/** When that was, seconds since 1970. */
	changed: number;
};

const maxTimeout = 86_400;
const maxJitter = 3600;
const maxCommand = 32_768;

const initial = {
	user: null, group: null, timeout: 120, enabled: true, tz: null, overlap: 'skip', jitter: 0,
} satisfies Partial<CronTask>;

/**
Reads a task from named members; what is absent keeps the value of `before`, or gets its usual one. Says what is wrong
otherwise: an unknown member too, because a misspelt one would do nothing in silence.
*/
export function readTask(members: JsonObject, before?: CronTask): CronTask | HostAnswer {
	const task: Record<string, Json> = {
		name: '', cron: '', cmd: '', rev: 0, changed: 0, ...initial, ...before, ...members,
	};
	const unknown = Object.keys(task).find(key => !Object.hasOwn(checks, key));
	const wrong = unknown ?? Object.keys(checks).find(key => !checks[key as keyof CronTask](task[key] ?? null));
	if (wrong !== undefined) {
		return failure('invalidParams', unknown === undefined ? `${wrong}: ${rules[wrong as keyof CronTask]}` : `there is no member ${unknown.slice(0, 40)}`);
	}

	const checked = task as CronTask;
	const schedule = parseSchedule(checked.cron);
	return isFault(schedule) ? failure('invalidCron', faultWords(schedule)) : {...checked, cron: schedule.text};
}

/** The schedule of a task that was read before. */
export function scheduleOf({cron}: CronTask): Schedule {
	const schedule = parseSchedule(cron);
	if (isFault(schedule)) {
		throw new Error(faultWords(schedule));
	}

	return schedule;
}

const checks: Readonly<Record<keyof CronTask, (value: Json) => boolean>> = {
	name: isTaskName,
	cron: value => typeof value === 'string',
	cmd: value => typeof value === 'string' && value.trim() !== '' && !value.includes('\0') && value.length <= maxCommand,
	user: isAccount,
	group: isAccount,
	timeout: value => isWhole(value, 1, maxTimeout),
	enabled: value => typeof value === 'boolean',
	tz: value => value === null || isZone(value),
	overlap: value => value === 'skip' || value === 'queue' || value === 'kill',
	jitter: value => isWhole(value, 0, maxJitter),
	rev: value => isWhole(value, 0, Number.MAX_SAFE_INTEGER),
	changed: value => isWhole(value, 0, Number.MAX_SAFE_INTEGER),
};

const rules: Readonly<Record<keyof CronTask, string>> = {
	name: '1 to 64 of A-Z a-z 0-9 _ -',
	cron: 'a schedule of six fields, a text',
	cmd: `a command line of up to ${maxCommand} characters`,
	user: 'a name, or null for that of the agent',
	group: 'a name, or null for that of the user',
	timeout: `whole seconds from 1 to ${maxTimeout}`,
	enabled: 'true or false',
	tz: 'a time zone such as Asia/Shanghai, or null for that of the agent',
	overlap: 'skip, queue or kill',
	jitter: `whole seconds from 0 to ${maxJitter}`,
	rev: 'a whole number',
	changed: 'whole seconds since 1970',
};

/** It is the name of a file too. */
export function isTaskName(value: Json | undefined): value is string {
	return typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
}

function isAccount(value: Json): boolean {
	return value === null || (typeof value === 'string' && /^[^\s:/]{1,64}$/.test(value));
}

function isWhole(value: Json, min: number, max: number): boolean {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

function isZone(value: Json): boolean {
	try {
		return typeof value === 'string' && zoneOf(value).name === value;
	} catch {
		return false;
	}
}
