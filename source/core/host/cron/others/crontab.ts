import {
	faultWords, isFault, parseSchedule, zoneOf,
} from '../../../cron/index.js';
import type {OtherJob} from './other-job.js';

export type CrontabOptions = {
	/** The file, as it is shown. */
	source: string;
	/** Whose file it is; undefined where each line names a user. */
	owner?: string | undefined;
};

/** What crontab(5) gives names to. */
const nicknames: Readonly<Record<string, string>> = {
	'@yearly': '0 0 0 1 1 *', '@annually': '0 0 0 1 1 *', '@monthly': '0 0 0 1 * *', '@weekly': '0 0 0 * * 0', '@daily': '0 0 0 * * *', '@midnight': '0 0 0 * * *', '@hourly': '0 0 * * * *',
};

/** The jobs of a crontab: five fields, or a nickname, then a user where the file is the system's, then the command. */
export function parseCrontab(text: string, {source, owner}: CrontabOptions): OtherJob[] {
	const jobs: OtherJob[] = [];
	let tz: string | null = null;
	for (const [index, line] of text.split('\n').entries()) {
		const {name, value} = /^\s*(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>.*?)\s*$/u.exec(line)?.groups ?? {};
		if (name !== undefined) {
			tz = name === 'CRON_TZ' ? zoneIn(value ?? '') : tz;
		} else if (/^\s*[^\s#]/u.test(line)) {
			jobs.push(parseJob(line.trim(), {
				source, owner, tz, number: index + 1,
			}));
		}
	}

	return jobs;
}

function parseJob(line: string, {source, owner, tz, number}: {source: string; owner: string | undefined; tz: string | null; number: number}): OtherJob {
	const fields = line.startsWith('@') ? 1 : 5;
	const words = line.split(/\s+/u);
	const written = words.slice(0, fields).join(' ');
	const user = owner ?? words[fields] ?? null;
	const cmd = afterWords(line, fields + (owner === undefined ? 1 : 0));
	return {
		name: `${source}:${number}`, kind: 'crontab', source, written, cmd, user, tz, jitter: 0, enabled: true, ...readFields(written),
	};
}

function readFields(written: string): {cron: string | null; problem: string | null} {
	if (written.startsWith('@')) {
		const cron = nicknames[written.toLowerCase()] ?? null;
		return {cron, problem: cron !== null || written === '@reboot' ? null : `“${written}” is no schedule`};
	}

	const schedule = parseSchedule(written);
	if (isFault(schedule)) {
		return {cron: null, problem: faultWords(schedule)};
	}

	const problem = beyondCron(written);
	return {cron: problem === null ? schedule.text : null, problem};
}

/** What our dialect reads and the cron of this host does not, or not so. */
function beyondCron(written: string): string | null {
	if (/[?#]|\bL\b|\dL\b|[A-Z]{3}L\b|\dW\b|\bLW\b/iu.test(written)) {
		return 'crontab(5) has no ? L W #';
	}

	if ([...written.matchAll(/(\d+)-(\d+)/gu)].some(([, first, last]) => Number(first) > Number(last))) {
		return 'crontab(5) has no ranges that wrap around';
	}

	const {2: day = '', 4: weekday = ''} = written.split(' ');
	const hasStarStep = (day.startsWith('*') && day !== '*' && weekday !== '*') || (weekday.startsWith('*') && weekday !== '*' && day !== '*');
	// A field that begins with a star makes crontab(5) ask for both.
	return hasStarStep ? 'day and weekday have to fit both, which six fields can\'t say' : null;
}

/** The rest of a line as it stands there, blanks and all. */
function afterWords(line: string, count: number): string {
	let rest = line;
	for (let word = 0; word < count; word++) {
		rest = rest.replace(/^\S+\s*/u, '');
	}

	return rest;
}

function zoneIn(value: string): string | null {
	try {
		return zoneOf(value.replaceAll(/^["']|["']$/gu, '')).name;
	} catch {
		return null;
	}
}
