import type {
	Block, Column, Line, Span,
} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';

/** A job of a host as a table shows it. Times are ms since 1970; what is not known is null. */
export type CronJobRow = {
	host: string;
	name: string;
	/** The schedule in words, and as it is written. */
	when: string;
	schedule: string;
	next: number | null;
	last: number | null;
	/** How the last run ended: `ok`, `failed 3032`, `lost`; null where there was none. */
	result: string | null;
	tookMs: number | null;
	user: string | null;
	command: string;
	enabled: boolean;
	running: boolean;
	/** Who runs it: `agent`, or the file in which another program finds it, which is not changed from here. */
	source: string;
	/** What is wrong with it, or was missed. */
	note: string | null;
};

/** Jobs in the order in which they are given. Columns that say nothing are left out. */
export function cronJobsView(jobs: readonly CronJobRow[], now: number): Block {
	if (jobs.length === 0) {
		return textBlock([span('no jobs', 'dim')]);
	}

	const hosts = new Set(jobs.map(({host}) => host));
	const shown = columns.filter(({when}) => when?.(jobs, hosts.size) ?? true);
	return {
		kind: 'table',
		columns: shown.map(({of: _, when: __, ...column}) => column),
		rows: jobs.map(job => shown.map(({of}): Line => lineOf(of(job, now)))),
	};
}

type JobColumn = Column & {of: (job: CronJobRow, now: number) => Span | string; when?: (jobs: readonly CronJobRow[], hosts: number) => boolean};

const columns: JobColumn[] = [
	{title: 'JOB', min: 8, of: ({name, enabled}) => enabled ? name : span(name, 'dim')},
	{
		title: 'HOST', cut: 'middle', of: ({host}) => host, when: (_, hosts) => hosts > 1,
	},
	{title: 'WHEN', min: 16, of: ({when}) => when},
	{title: 'SCHEDULE', of: ({schedule}) => span(schedule, 'dim'), optional: true},
	{title: 'NEXT', align: 'right', of: ({next, enabled, running}, now) => running ? 'runs' : (enabled ? nextText(next, now) : span('off', 'dim'))},
	{
		title: 'LAST RUN', of: ({last}) => last === null ? '–' : timeText(last), optional: true, when: jobs => jobs.some(({last}) => last !== null),
	},
	{
		title: 'RESULT', when: jobs => jobs.some(({result}) => result !== null),
		of: ({result}) => result === null ? '–' : span(result === 'ok' ? '✓' : `✗ ${result}`, result === 'ok' ? 'ok' : 'bad'),
	},
	{
		title: 'TOOK s', align: 'right', of: ({tookMs}) => tookMs === null ? '–' : (tookMs / 1000).toFixed(1), optional: true, when: jobs => jobs.some(({tookMs}) => tookMs !== null),
	},
	{
		title: 'USER', of: ({user}) => user ?? '–', optional: true, when: jobs => jobs.some(({user}) => user !== null),
	},
	{
		title: 'COMMAND', min: 12, of: ({command}) => command, optional: true,
	},
	{
		title: 'FROM', of: ({source}) => span(source === 'agent' ? source : `${source}, not changed from here`, 'dim'), optional: true, when: jobs => jobs.some(({source}) => source !== 'agent'),
	},
	{
		title: 'NOTE', cut: 'wrap', of: ({note}) => span(note ?? '', 'warn'), when: jobs => jobs.some(({note}) => note !== null),
	},
];

/** In whole minutes, and in steps of 10 s below two of them: a countdown that stands still can be read. */
function nextText(next: number | null, now: number): string {
	if (next === null) {
		return '–';
	}

	const seconds = Math.max(0, (next - now) / 1000);
	if (seconds < 10) {
		return '< 10 s';
	}

	if (seconds < 120) {
		return `in ${Math.floor(seconds / 10) * 10} s`;
	}

	const minutes = Math.floor(seconds / 60);
	const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
	if (minutes < 60) {
		return `in ${minutes} min`;
	}

	return days === 0 ? `in ${hours} h` : (days < 3 && hours % 24 > 0 ? `in ${days} d ${hours % 24} h` : `in ${days} d`);
}

/** In the zone of the reader. */
export function timeText(ms: number): string {
	const date = new Date(ms);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
