import {
	faultWords, isFault, nextRuns, normalForm, noteWords, parseSchedule, scheduleNotes, scheduleWords, zoneOf, type Schedule,
} from '../../core/cron/index.js';
import {textBlock} from '../../views/build-block.js';
import {languageOf} from '../../words/say.js';
import type {Command, CommandContext} from '../context.js';
import {jsonText} from '../json-text.js';
import {printBlocks} from '../print-blocks.js';
import {readSchedule} from './read-schedule.js';
import {readRunOptions} from './run-options.js';
import {runsTable} from './runs-table.js';

/** `cron check 'expr'`: a schedule in words, what to mind, and its next runs; or the field and the reason, and exit code 2. */
export const check: Command = async context => {
	const line = context.input.join(' ');
	const schedule = parseSchedule(line);
	if (!isFault(schedule)) {
		tell(context, line, schedule);
		return 0;
	}

	if (!context.flags.json) {
		readSchedule(context.input);
	}

	const {field, reason, text} = schedule;
	context.out(jsonText({
		valid: false, field, reason, text, message: faultWords(schedule, languageOf(context.env)),
	}));
	return 2;
};

function tell(context: CommandContext, line: string, schedule: Schedule): void {
	const {flags, env, out} = context;
	const options = readRunOptions(flags);
	const runs = nextRuns(schedule, options);
	const language = languageOf(env);
	const words = scheduleWords(schedule, language);
	const notes = scheduleNotes(line, schedule).map(note => noteWords(note, language));
	if (flags.json) {
		out(jsonText({
			valid: true, schedule: schedule.text, normal: normalForm(schedule), words, notes, zone: options.zone, next: runs.map(run => new Date(run).toISOString()),
		}));
		return;
	}

	printBlocks(context, [
		textBlock([{text: schedule.text, style: 'title'}], [{text: words}]),
		textBlock(...[...notes, ...clockChange(schedule, options)].map(text => [{text: `! ${text}`, style: 'warn' as const}])),
		textBlock(''),
		runsTable(runs, options.zone),
	]);
}

/** Said only where the clock changes within the year that follows. */
function clockChange({hours}: Schedule, {from, zone}: {from: number; zone: string}): string[] {
	const {spanAt} = zoneOf(zone);
	const offsets = new Set(Array.from({length: 13}, (_, month) => spanAt(from + (month * 2_629_746_000)).offset));
	if (offsets.size === 1) {
		return [];
	}

	return [hours.length === 24
		? `Where clocks in ${zone} change it keeps to the time that passes: no runs in the hour that is left out, runs in both of a double hour`
		: `Where clocks in ${zone} change each time happens once: after a gap if it is left out, at its first coming if it comes twice`];
}
