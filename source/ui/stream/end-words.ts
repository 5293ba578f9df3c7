import type {JobEnd} from '../../core/client/job-state.js';
import type {Style} from '../../views/block.js';
import {safeText} from '../../views/safe-text.js';
import {withoutColors} from '../../views/without-colors.js';
import {texts, told, type Say} from '../../words/index.js';
import {grouped} from '../docs/numbers.js';
import type {Glyphs} from '../glyphs.js';

export type EndWords = {glyph: string; style: Style; text: string};

export type EndContext = {say: Say; glyphs: Glyphs; agent: string; hits: number};

/** How a job ended, in one row of words, with the sign and the style of its harm. */
export function endWords(end: JobEnd, context: EndContext): EndWords {
	const {glyphs} = context;
	const [first = '', ...more] = withoutColors(textOf(end, context)).split('\n');
	const text = safeText(first) + (more.some(line => line.trim() !== '') ? ` ${glyphs.cut}` : '');
	switch (end.name) {
		case 'done': {
			const isWell = end.statusCode === null || end.statusCode === 0;
			return isWell ? {glyph: glyphs.ok, style: 'dim', text} : {glyph: glyphs.failed, style: 'bad', text};
		}

		case 'limited': {
			return {glyph: glyphs.ok, style: end.by === 'cap-500' ? 'warn' : 'ok', text};
		}

		case 'interrupted': {
			return {glyph: glyphs.down, style: end.by === 'us' && end.ended === 'yes' ? 'dim' : 'warn', text};
		}

		case 'timed-out': {
			return {glyph: glyphs.alert, style: 'warn', text};
		}

		default: {
			return {glyph: glyphs.failed, style: 'bad', text};
		}
	}
}

function textOf(end: JobEnd, {say, agent, hits}: EndContext): string {
	const words = texts.jobEnds;
	switch (end.name) {
		case 'done': {
			const text = end.statusCode === null || end.statusCode === 0 ? say(words.done) : say(words.doneWith, {code: end.statusCode});
			return end.message === undefined ? text : `${text}: ${told(say, end.message)}`;
		}

		case 'limited': {
			const count = grouped(String(hits));
			const byN = hits === 1 ? words.limitedByNOne : words.limitedByN;
			return say({'-n': byN, 'cap-500': words.limitedBy500, ours: words.limitedByUs}[end.by], {count});
		}

		case 'interrupted': {
			const ours = {yes: words.stopped, no: words.stillRuns, unknown: words.mayRun}[end.ended];
			return say({
				us: ours, server: words.byServer, terminal: words.byTerminal, 'agent-shutdown': words.byShutdown,
			}[end.by], {agent});
		}

		case 'timed-out': {
			const text = say({yes: words.timedOut, no: words.timedOutRuns, unknown: words.timedOutMayRun}[end.ended], {agent});
			return end.message === undefined ? text : `${text}: ${told(say, end.message)}`;
		}

		case 'lost': {
			const why = say({
				replaced: words.lostReplaced, evicted: words.lostEvicted, 'agent-gone': words.lostGone, 'agent-shutdown': words.lostShutdown, link: words.lostLink,
			}[end.reason], {agent});
			return end.mayStillRun ? say(words.maybeStill, {why}) : why;
		}

		case 'refused': {
			return say(words.refused, {why: told(say, end.message)});
		}

		case 'failed': {
			return say(words.failed, {why: told(say, end.error.message)});
		}
	}
}
