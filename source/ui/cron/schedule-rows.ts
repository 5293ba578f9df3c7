import {
	faultWords, noteWords, scheduleNotes, scheduleWords,
} from '../../core/cron/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import type {CheckedForm} from '../../workspace/cron.js';
import type {Glyphs} from '../glyphs.js';
import {languageOf} from './job-columns.js';

/** What a schedule means in words and what to mind, or the field that is wrong and why. */
export function scheduleRows(line: string, {schedule, wrong}: CheckedForm, {say, glyphs, hint, isUntouched}: {say: Say; glyphs: Glyphs; hint: string; isUntouched: boolean}): Row[] {
	const language = languageOf(say);
	const fault = wrong.get('cron');
	if (!schedule) {
		return [[{text: hint, style: 'dim'}], ...fault === undefined || isUntouched ? [] : [[{text: `${glyphs.failed} ${safeText(faultWords(fault, language))}`, style: 'bad' as const}]]];
	}

	const rows: Row[] = [
		[{text: hint, style: 'dim'}],
		[{text: `${glyphs.ok} ${scheduleWords(schedule, language)}`, style: 'ok'}],
		...scheduleNotes(line, schedule).map((note): Row => [{text: `${glyphs.alert} ${safeText(noteWords(note, language))}`, style: 'warn'}]),
	];
	return rows.slice(0, 4);
}

/** What is said about the calendar, where a schedule never runs. */
export function neverRow(say: Say, glyphs: Glyphs): Row {
	return [{text: ` ${glyphs.alert} ${say(texts.cron.neverRuns)}`, style: 'warn'}];
}
