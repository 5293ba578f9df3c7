import type {Gap} from '../../core/client/job-state.js';
import type {Result} from '../../core/protocol/result.js';
import type {Style} from '../../views/block.js';
import {layout} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {viewOf} from '../../views/index.js';
import {texts, told} from '../../words/index.js';
import {grouped} from '../docs/numbers.js';
import {endWords, type EndContext} from './end-words.js';
import type {RowEntry} from './stream-row.js';

export type Note = {text: string; style: Style};

/** What a row says that is no hit: a word of the agent, a gap, an end. */
export function noteWords(entry: RowEntry, context: EndContext): Note {
	const {say} = context;
	switch (entry.kind) {
		case 'result': {
			return resultNote(entry.result);
		}

		case 'gap': {
			return {text: gapText(entry.gap, context), style: 'bad'};
		}

		case 'notice': {
			return {text: safeText(told(say, entry.text)), style: 'info'};
		}

		case 'dropped': {
			return {text: say(texts.stream.dropped, {count: grouped(String(entry.count))}), style: 'dim'};
		}

		case 'state': {
			return stateNote(entry.state, context);
		}
	}
}

function stateNote(state: Extract<RowEntry, {kind: 'state'}>['state'], context: EndContext): Note {
	switch (state.name) {
		case 'queued':
		case 'starting':
		case 'running':
		case 'stopping':
		case 'detached': {
			return {text: context.say(texts.stream.away), style: 'warn'};
		}

		default: {
			const {glyph, text, style} = endWords(state, context);
			return {text: `${glyph} ${text}`, style};
		}
	}
}

function gapText({reason, count, atLeast, detail}: Gap, {say, glyphs}: EndContext): string {
	if (reason === 'not-numbered') {
		// Nothing need be missing, so there is no count of it.
		return say(texts.jobEnds[reason]);
	}

	const why = say(texts.jobEnds[reason]) + (detail === undefined ? '' : ` (${safeText(told(say, detail))})`);
	return say(texts.jobEnds.gap, {why, count: count ?? (atLeast > 0 ? `${glyphs.atLeast}${atLeast}` : '?')});
}

/** Kept, since a row is painted many times and its result may be a megabyte. */
const resultNotes = new WeakMap<Result, Note>();

function resultNote(result: Result): Note {
	const known = resultNotes.get(result) ?? firstWords(result);
	resultNotes.set(result, known);
	return known;
}

/** The words of its own view, as far as one line has room for them. */
function firstWords(result: Result): Note {
	const [first = [], ...further] = layout(viewOf(result), 1000).filter(row => row.some(({text}) => text.trim() !== ''));
	const isBad = result['success'] === false || (result.type === 'status' && result['statusCode'] !== 0 && result['statusCode'] !== undefined && first.some(({style}) => style === 'bad'));
	return {text: `${first.map(({text}) => text).join('').trim()}${further.length > 0 ? ' …' : ''}`, style: isBad ? 'bad' : 'dim'};
}
