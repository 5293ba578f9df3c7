import type {Schedule} from './schedule.js';
import {chinese} from './words/chinese.js';
import {english} from './words/english.js';
import type {CronLanguage} from './words/language.js';

/** When a schedule runs, as a person would say it, short enough for a column. */
export function scheduleWords(schedule: Schedule, language: CronLanguage = 'en'): string {
	return language === 'zh' ? chinese(schedule) : english(schedule);
}
