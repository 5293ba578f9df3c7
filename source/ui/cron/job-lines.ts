import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import type {CronHost, JobGroup} from '../../workspace/cron.js';
import type {ListLine, ListState} from '../../workspace/list-state.js';
import type {Glyphs} from '../glyphs.js';
import {timeText} from './time-text.js';

/** A job, or what is wrong with the one above it. */
export type JobLine = ListLine & ({group: undefined; job: JobGroup} | {group: undefined; remark: Row});

/** The jobs that a filter leaves, in the order that was chosen. */
export function chosenJobs(groups: readonly JobGroup[], {filter, sort}: Pick<ListState, 'filter' | 'sort'>): JobGroup[] {
	const words = filter.toLowerCase().split(/\s+/u).filter(word => word !== '');
	const left = groups.filter(({name, usual: {cmd, source}, members}) => {
		const text = [name, cmd, source, ...members.map(({host}) => host)].join('\n').toLowerCase();
		return words.every(word => text.includes(word));
	});
	switch (sort?.column) {
		case 'name': {
			return left.sort((one, other) => one.name < other.name ? -1 : 1);
		}

		case 'result': {
			return left.sort((one, other) => other.failed.length - one.failed.length);
		}

		case 'last': {
			return left.sort((one, other) => (other.lastStart ?? 0) - (one.lastStart ?? 0));
		}

		default: {
			return left;
		}
	}
}

/** Second lines stand only where something is wrong. */
export function jobLines(groups: readonly JobGroup[], ink: {say: Say; glyphs: Glyphs; now: number}): JobLine[] {
	return groups.flatMap((job): JobLine[] => [
		{
			kind: 'row', key: job.key, group: undefined, job,
		},
		...remarksOf(job, ink).map((remark, at): JobLine => ({
			kind: 'row', key: `${job.key}\0${at}`, isQuiet: true, group: undefined, remark,
		})),
	]);
}

function remarksOf(group: JobGroup, {say, glyphs, now}: {say: Say; glyphs: Glyphs; now: number}): Row[] {
	const {missing, drifted, failed, members} = group;
	const parts = [
		...missing.length > 0 ? [say(texts.cron.missing, {hosts: missing.join(' ')})] : [],
		...drifted.map(({host, differs}) => say(texts.cron.drifted, {host, what: differs.map(([name, value]) => `${name} ${value}`).join(', ')})),
		...failed.map(({host, job: {result, lastStart}}) => say(texts.cron.failedOn, {host, what: result ?? '', time: lastStart === null ? '?' : timeText(lastStart, now)})),
		...members.flatMap(({host, job: {missed, skipped, problem}}) => [
			...missed > 0 ? [say(texts.cron.missed, {count: missed, host})] : [],
			...skipped > 0 ? [say(texts.cron.skipped, {count: skipped, host})] : [],
			...problem === null ? [] : [`${host}: ${problem}`],
		]),
	];
	// Of many hosts that have the same trouble the first ones are enough to look into it.
	const shown = parts.slice(0, 3);
	const left = parts.length - shown.length;
	return [...shown, ...left > 0 ? [`${glyphs.cut} ${left}`] : []].map(text => [
		{text: `      ${glyphs.corner}`, style: 'dim'}, {text: safeText(text).replaceAll('\n', ' '), style: 'warn'},
	]);
}

/** Hosts of which nothing is known, or nothing new: why, in a row each. */
export function hostRows(hosts: readonly CronHost[], {say, glyphs}: {say: Say; glyphs: Glyphs}): Row[] {
	return hosts.flatMap(({name, isUp, jobs, problem}): Row[] => {
		if (!isUp) {
			return [[{text: `   ${glyphs.unknown} ${safeText(say(texts.cron.hostDown, {host: name}))}`, style: 'warn'}]];
		}

		if (problem !== undefined) {
			return [[{text: `   ${glyphs.unknown} ${safeText(say(texts.cron.hostSilent, {host: name, why: problem})).replaceAll('\n', ' ')}`, style: 'warn'}]];
		}

		return jobs === undefined ? [[{text: `   ${safeText(say(texts.cron.hostSilent, {host: name, why: say(texts.cron.asked)}))}`, style: 'dim'}]] : [];
	});
}
