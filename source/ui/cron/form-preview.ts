import {editOrders} from '../../actions/cron/job-orders.js';
import type {OpenForm} from '../../actions/cron/job-form.js';
import {nextRuns, zoneOf, type Schedule} from '../../core/cron/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import {knownZone, runsADay, type CheckedForm} from '../../workspace/cron.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';
import {countdownText} from './countdown.js';
import {neverRow} from './schedule-rows.js';

type Ink = {say: Say; glyphs: Glyphs; now: number; zones: ReadonlyMap<string, string | undefined>};

/** The next five runs of what is typed, and what of the job would change on which host. */
export function formPreview(open: OpenForm, checked: CheckedForm, ink: Ink): Row[] {
	return [...runRows(open, checked, ink), ...open.group ? changeRows(open, ink) : []];
}

const runsOf = lastCall((_text: string, zone: string | undefined, second: number, schedule: Schedule) => nextRuns(schedule, {from: second * 1000, zone, count: 5}), 3);

const countOf = lastCall((_text: string, zone: string | undefined, minute: number, schedule: Schedule) => runsADay(schedule, zone, minute), 3);

function runRows({hosts}: OpenForm, {schedule, members}: CheckedForm, ink: Ink): Row[] {
	if (!schedule) {
		return [];
	}

	const {say, glyphs, now} = ink;
	const typed = typeof members.tz === 'string' ? members.tz : undefined;
	const [first, ...others] = typed === undefined ? zonesOf(hosts, ink) : [{zone: typed, names: []}];
	const zone = first?.zone;
	const runs = runsOf(schedule.text, zone, Math.floor(now / 1000), schedule);
	if (runs.length === 0) {
		return [neverRow(say, glyphs)];
	}

	const shown = zone ?? zoneOf().name;
	// Where both are the same, once is enough.
	const isUtc = runs.every(run => inZone(run, shown) === utcText(run));
	const count = countOf(schedule.text, zone, Math.floor(now / 60_000), schedule);
	return [
		[{text: ` ${say(texts.cron.nextFive)}`, style: 'title'}, {text: `   ${safeText(zoneName(first, typed !== undefined, say))}`, style: 'dim'}],
		...runs.map((run): Row => [
			{text: `   ${inZone(run, shown)}${isUtc ? ' UTC' : ''}   `},
			...isUtc ? [] : [{text: `${utcText(run)} UTC   `, style: 'dim' as const}],
			{text: countdownText(run, now, say)},
		]),
		[{text: `   ${hosts.length === 1 ? say(texts.cron.runsADayOne, {count}) : say(texts.cron.runsADay, {count, all: count * hosts.length, hosts: hosts.length})}`, style: 'dim'}],
		...others.map((other): Row => [{text: ` ${glyphs.alert} ${safeText(otherZone(other, schedule, ink))}`, style: 'warn'}]),
	];
}

type ZoneHosts = {zone: string | undefined; names: readonly string[]};

/** The zones of hosts as they told them, that of most of them first. */
function zonesOf(hosts: OpenForm['hosts'], {zones}: Ink): ZoneHosts[] {
	const kinds = new Map<string | undefined, string[]>();
	for (const {ref, name} of hosts) {
		const zone = knownZone(zones.get(ref));
		kinds.set(zone, [...kinds.get(zone) ?? [], name]);
	}

	return [...kinds].map(([zone, names]) => ({zone, names})).sort((one, other) => Number(one.zone === undefined) - Number(other.zone === undefined) || other.names.length - one.names.length);
}

function zoneName(first: ZoneHosts | undefined, isTyped: boolean, say: Say): string {
	if (first?.zone === undefined) {
		return say(texts.cron.zoneHere, {zone: zoneOf().name});
	}

	return isTyped ? first.zone : say(texts.cron.zoneOn, {zone: first.zone, hosts: someOf(first.names)});
}

function otherZone({zone, names}: ZoneHosts, schedule: Schedule, {say, now}: Ink): string {
	const [run] = zone === undefined ? [] : nextRuns(schedule, {from: now, zone, count: 1});
	if (zone === undefined || run === undefined) {
		return say(texts.cron.zoneUnknown, {hosts: someOf(names)});
	}

	const [time, utc] = [inZone(run, zone), utcText(run)];
	return say(time === utc ? texts.cron.zoneOtherUtc : texts.cron.zoneOther, {
		zone, hosts: someOf(names), time, utc,
	});
}

function someOf(names: readonly string[]): string {
	return names.length > 4 ? `${names.slice(0, 3).join(' ')} … ${names.length}` : names.join(' ');
}

function utcText(instant: number): string {
	return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

function inZone(instant: number, timeZone: string): string {
	// The Swedish way of writing times is that of ISO 8601, with a blank.
	return new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short', timeStyle: 'medium'}).format(instant);
}

function changeRows({group, before, form}: OpenForm, {say}: Ink): Row[] {
	if (!group || !before) {
		return [];
	}

	const orders = editOrders(group, before, form);
	const kinds = new Map<string, {hosts: string[]; diff: typeof orders[number]['diff']}>();
	for (const {host, diff} of orders) {
		const key = JSON.stringify(diff);
		kinds.set(key, {hosts: [...kinds.get(key)?.hosts ?? [], host], diff});
	}

	return [
		[],
		[{text: ` ${say(texts.cron.changeHead)}`, style: 'title'}],
		...orders.length === 0 ? [[{text: `   ${say(texts.cron.nothingChanges)}`, style: 'dim' as const}]] : [],
		...[...kinds.values()].flatMap(({hosts, diff}): Row[] => [
			[{text: `   ${safeText(hosts.join(' '))}`}],
			...diff.flatMap(([name, old, next]): Row[] => [
				[{text: `   - ${name.padEnd(8)}  ${safeText(old ?? '')}`, style: 'diff-del'}],
				[{text: `   + ${name.padEnd(8)}  ${safeText(next)}`, style: 'diff-add'}],
			]),
		]),
		...group.drifted.length > 0 ? [[{text: `   ${say(texts.cron.driftKept)}`, style: 'dim' as const}]] : [],
	];
}
