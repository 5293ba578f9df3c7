import {isFault, parseSchedule, zoneOf} from '../../../cron/index.js';
import {fromOnCalendar} from './on-calendar.js';
import type {OtherJob} from './other-job.js';

/** The jobs of a systemd timer, one for each of its OnCalendar= lines, and one for those that count from an event. */
export function parseTimer(text: string, {source, unit, enabled}: {source: string; unit: string; enabled: boolean}): OtherJob[] {
	const section = /^\[Timer\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/mu.exec(text)?.[1] ?? '';
	const lines = [...section.matchAll(/^(?<key>\w+)[ \t]*=[ \t]*(?<value>.*?)[ \t]*$/gmu)].map(({groups: {key = '', value = ''} = {}}) => ({key, value}));
	const valueOf = (wanted: string) => lines.findLast(({key}) => key === wanted)?.value;
	const job = {
		name: unit, kind: 'timer' as const, source, cmd: valueOf('Unit') ?? unit.replace(/\.timer$/u, '.service'), user: null, enabled, jitter: seconds(valueOf('RandomizedDelaySec') ?? '0'),
	};
	// An empty assignment throws away those before it.
	const calendars = lines.filter(({key}) => key === 'OnCalendar').map(({value}) => value);
	const events = lines.filter(({key}) => /^On(?:Active|Boot|Startup|UnitActive|UnitInactive)Sec$/u.test(key)).map(({key, value}) => `${key}=${value}`);
	return [
		...calendars.slice(calendars.lastIndexOf('') + 1).map(written => ({...job, written, ...readCalendar(written)})),
		...events.length === 0
			? []
			: [{
				...job, written: events.join(' '), cron: null, tz: null, problem: null,
			}],
	];
}

function readCalendar(written: string): Pick<OtherJob, 'cron' | 'tz' | 'problem'> {
	const read = fromOnCalendar(written);
	const schedule = read && parseSchedule(read.cron);
	return schedule === undefined || isFault(schedule) || !isZone(read?.tz ?? null)
		? {cron: null, tz: null, problem: 'six fields can\'t say this'}
		: {cron: schedule.text, tz: read?.tz ?? null, problem: null};
}

function isZone(name: string | null): boolean {
	try {
		return name === null || zoneOf(name).name === name;
	} catch {
		return false;
	}
}

const units: Readonly<Record<string, number>> = {
	s: 1, sec: 1, m: 60, min: 60, h: 3600, hr: 3600, hour: 3600, d: 86_400, day: 86_400,
};

/** `90`, `60m`, `1h 30min`. */
function seconds(text: string): number {
	return [...text.matchAll(/(?<count>\d+)\s*(?<unit>[a-z]*)/gu)]
		.map(({groups: {count = '', unit = ''} = {}}) => Number(count) * (units[unit === '' ? 's' : unit.replace(/(?<=..)s$/u, '')] ?? 0))
		.reduce((sum, part) => sum + part, 0);
}
