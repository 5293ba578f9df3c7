import {
	isFault, parseSchedule, zoneOf, type CronFault, type Schedule,
} from '../../core/cron/index.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {CronJob} from './cron-job.js';

/** In the order in which they are typed. The last one is no text but where the review begins. */
export const formFields = ['name', 'cron', 'cmd', 'user', 'group', 'timeout', 'tz', 'overlap', 'jitter', 'enabled'] as const;

export type FormField = (typeof formFields)[number];

/** What is typed into each field. */
export type JobForm = Readonly<Record<FormField, string>>;

export type CheckedForm = {
	/** The members of a job, of the fields that are right. */
	members: Readonly<Partial<Record<FormField, Json>>>;
	/** Fields that are not right; for the schedule also why. */
	wrong: ReadonlyMap<FormField, CronFault | undefined>;
	schedule: Schedule | undefined;
};

export const emptyForm: JobForm = {
	name: '', cron: '', cmd: '', user: '', group: '', timeout: '120', tz: '', overlap: 'skip', jitter: '0', enabled: 'yes',
};

export function formOf({name, cron, cmd, user, group, timeout, tz, overlap, jitter, enabled}: CronJob): JobForm {
	return {
		name, cron, cmd, user: user ?? '', group: group ?? '', timeout: String(timeout ?? 120), tz: tz ?? '', overlap: overlap ?? 'skip', jitter: String(jitter ?? 0), enabled: enabled ? 'yes' : 'no',
	};
}

/** What the host would say about it, said while it is typed; the host has the last word. */
export function checkForm(form: JobForm): CheckedForm {
	const members: Partial<Record<FormField, Json>> = {};
	const wrong = new Map<FormField, CronFault | undefined>();
	const schedule = parseSchedule(form.cron);
	for (const field of formFields) {
		const value = field === 'cron' ? (isFault(schedule) ? undefined : schedule.text) : readers[field](form[field].trim());
		if (value === undefined) {
			wrong.set(field, field === 'cron' && isFault(schedule) ? schedule : undefined);
		} else {
			members[field] = value;
		}
	}

	return {members, wrong, schedule: isFault(schedule) ? undefined : schedule};
}

/** The members that a person changed, which are all of a new job. */
export function changedMembers(before: JobForm | undefined, after: JobForm): JsonObject {
	const {members} = checkForm(after);
	const old = before && checkForm(before).members;
	return Object.fromEntries(formFields.flatMap(field => members[field] === undefined || old?.[field] === members[field] ? [] : [[field, members[field]]]));
}

type Reader = (text: string) => Json | undefined;

const readers: Readonly<Record<Exclude<FormField, 'cron'>, Reader>> = {
	name: text => /^[\w-]{1,64}$/.test(text) ? text : undefined,
	cmd: text => text === '' || text.includes('\0') ? undefined : text,
	user: readAccount,
	group: readAccount,
	timeout: text => readWhole(text, 1, 86_400),
	tz(text) {
		if (text === '') {
			return null;
		}

		try {
			return zoneOf(text).name === text ? text : undefined;
		} catch {
			return undefined;
		}
	},
	overlap: text => ['skip', 'queue', 'kill'].includes(text) ? text : undefined,
	jitter: text => readWhole(text, 0, 3600),
	enabled: text => text === 'yes' ? true : (text === 'no' ? false : undefined),
};

function readAccount(text: string): Json | undefined {
	return text === '' ? null : (/^[^\s:/]{1,64}$/.test(text) ? text : undefined);
}

function readWhole(text: string, min: number, max: number): number | undefined {
	const value = /^\d{1,6}(?: ?s)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
	return value >= min && value <= max ? value : undefined;
}
