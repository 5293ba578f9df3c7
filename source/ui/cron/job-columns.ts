import {
	isFault, parseSchedule, scheduleWords, type CronLanguage,
} from '../../core/cron/index.js';
import type {Column, Line, Span} from '../../views/block.js';
import {lineOf, span} from '../../views/build-block.js';
import {texts, type Say} from '../../words/index.js';
import type {CronJob, JobGroup} from '../../workspace/cron.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';
import {countdownText} from './countdown.js';
import {timeText} from './time-text.js';

export type JobInk = {now: number; say: Say; glyphs: Glyphs; hosts: number; width: number};

export type JobColumn = Column & {of: (group: JobGroup, ink: JobInk) => Line};

/** The columns that say something about these jobs. */
export function jobColumns(groups: readonly JobGroup[], {say, hosts, width}: JobInk): JobColumn[] {
	const hasRun = groups.some(({lastStart}) => lastStart !== null);
	return [
		{
			title: say(texts.cron.job), min: width < 80 ? 10 : 16, cut: 'middle', of: ({name, usual}) => [span(name, usual.enabled ? undefined : 'dim')],
		},
		...hosts > 1 ? [{title: say(texts.cron.hosts), align: 'right' as const, of: hostsCell}] : [],
		{title: say(texts.cron.when), min: width < 80 ? 12 : 20, of: ({usual}, {say}) => [span(whenText(usual.cron, languageOf(say)), usual.enabled ? undefined : 'dim')]},
		{title: say(texts.cron.next), align: 'right', of: nextCell},
		...hasRun ? [{title: say(texts.cron.result), min: 8, of: resultCell}] : [],
		...hasRun && width >= lastFrom ? runColumns(say) : [],
		{
			title: say(texts.cron.schedule), min: 11, optional: true, of: ({usual}) => [span(usual.cron, 'dim')],
		},
		...groups.some(({usual}) => usual.isReadonly) ? [{title: say(texts.cron.from), min: 7, of: fromCell}] : [],
		...width < commandFrom ? [] : commandColumns(groups, say),
	];
}

/** Who runs a job is said before when it ran. */
const lastFrom = 100;

function runColumns(say: Say): JobColumn[] {
	return [
		{
			title: say(texts.cron.last), align: 'right', optional: true, of: lastCell,
		}, {
			title: say(texts.cron.took), align: 'right', optional: true, of: tookCell,
		},
	];
}

/** A narrower pane has the room for when a job runs, and how it went; what it runs stands with its last runs. */
const commandFrom = 140;

function commandColumns(groups: readonly JobGroup[], say: Say): JobColumn[] {
	return [
		...groups.some(({usual}) => usual.user !== null) ? [{title: say(texts.cron.user), optional: true, of: ({usual}: JobGroup, {glyphs}: JobInk) => [span(usual.user ?? glyphs.none)]}] : [],
		{
			title: say(texts.cron.command), min: 16, optional: true, cut: 'middle', of: ({usual}) => lineOf(usual.cmd),
		},
	];
}

/** A schedule in words, or as it is written where it can't be read. */
export function whenText(cron: string, language: CronLanguage): string {
	return wordsOf(cron, language);
}

const wordsOf = lastCall((cron: string, language: CronLanguage): string => {
	const schedule = parseSchedule(cron);
	return isFault(schedule) ? cron : scheduleWords(schedule, language);
}, undefined, 100);

export function languageOf(say: Say): CronLanguage {
	return say({en: 'en', zh: 'zh'}) as CronLanguage;
}

function lastCell({lastStart}: JobGroup, {now, glyphs}: JobInk): Line {
	return [span(lastStart === null ? glyphs.none : timeText(lastStart, now))];
}

function tookCell({lastMs}: JobGroup, {glyphs}: JobInk): Line {
	return [span(lastMs === null ? glyphs.none : (lastMs / 1000).toFixed(1))];
}

function fromCell({usual}: JobGroup): Line {
	return [span(usual.isReadonly ? usual.kind ?? usual.source : '', 'dim')];
}

function hostsCell({members, missing}: JobGroup): Line {
	return [missing.length === 0 ? span(String(members.length), 'dim') : span(`${members.length}/${members.length + missing.length}`, 'warn')];
}

function nextCell({usual, isRunning, next}: JobGroup, {now, say}: JobInk): Line {
	if (isRunning) {
		return [span(say(texts.cron.runs), 'accent')];
	}

	return [usual.enabled && next !== null ? span(countdownText(next, now, say)) : span(noNextText(usual, say), 'dim')];
}

/** Why no next run is told. Others' programs have ways to say when that no schedule of six fields can say. */
export function noNextText({enabled, isReadonly}: CronJob, say: Say): string {
	if (!enabled) {
		return say(texts.cron.off);
	}

	return isReadonly ? '?' : say(texts.cron.never);
}

/** How many ended well, and how many did not. */
function resultCell({well, failed}: JobGroup, {glyphs}: JobInk): Line {
	const parts: Span[] = [...failed.length > 0 ? [span(`${glyphs.failed} ${failed.length}`, 'bad')] : [], ...well > 0 ? [span(`${glyphs.ok} ${well}`, 'ok')] : []];
	return parts.length === 0 ? [span(glyphs.none, 'dim')] : parts.flatMap((part, at) => at === 0 ? [part] : [{text: '  '}, part]);
}
