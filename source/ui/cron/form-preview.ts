import {editOrders} from '../../actions/cron/job-orders.js';
import type {OpenForm} from '../../actions/cron/job-form.js';
import {nextRuns, zoneOf} from '../../core/cron/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import type {CheckedForm} from '../../workspace/cron.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';
import {countdownText} from './countdown.js';
import {neverRow} from './schedule-rows.js';

type Ink = {say: Say; glyphs: Glyphs; now: number};

/** The next five runs of what is typed, and what of the job would change on which host. */
export function formPreview(open: OpenForm, checked: CheckedForm, ink: Ink): Row[] {
	return [...runRows(checked, ink), ...open.group ? changeRows(open, ink) : []];
}

const runsOf = lastCall((_text: string, zone: string | undefined, second: number, schedule: NonNullable<CheckedForm['schedule']>) => nextRuns(schedule, {from: second * 1000, zone, count: 5}), 3);

function runRows({schedule, members}: CheckedForm, {say, glyphs, now}: Ink): Row[] {
	if (!schedule) {
		return [];
	}

	const zone = typeof members.tz === 'string' ? members.tz : undefined;
	const runs = runsOf(schedule.text, zone, Math.floor(now / 1000), schedule);
	if (runs.length === 0) {
		return [neverRow(say, glyphs)];
	}

	const name = zone ?? say(texts.cron.zoneHere, {zone: zoneOf().name});
	return [
		[{text: ` ${say(texts.cron.nextFive)}`, style: 'title'}, {text: `   ${safeText(name)}`, style: 'dim'}],
		...runs.map((run): Row => [
			{text: `   ${inZone(run, zone ?? zoneOf().name)}`},
			{text: `   ${new Date(run).toISOString().slice(0, 19).replace('T', ' ')} UTC   `, style: 'dim'},
			{text: countdownText(run, now, say)},
		]),
	];
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
