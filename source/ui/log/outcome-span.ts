import type {Outcome} from '../../actions/sent-log.js';
import type {Span} from '../../views/block.js';
import {texts, type Say} from '../../words/index.js';
import {closedText} from '../console/closed-text.js';
import {grouped} from '../docs/numbers.js';
import type {Glyphs} from '../glyphs.js';
import {endWords} from '../stream/end-words.js';

/** What became of a command, in a few words with a sign; of what went well the time that it took is enough. */
export function outcomeSpan(outcome: Outcome | undefined, agent: string, {say, glyphs}: {say: Say; glyphs: Glyphs}): Span {
	if (outcome === undefined) {
		return {text: ''};
	}

	if (outcome === 'running') {
		return {text: `${glyphs.up} ${say(texts.log.runs)}`, style: 'ok'};
	}

	if ('reason' in outcome) {
		const isWell = outcome.reason === 'ended' || outcome.reason === 'by-us';
		return {text: `${isWell ? glyphs.ok : glyphs.failed} ${closedText(outcome, say)}`, style: isWell ? 'dim' : 'bad'};
	}

	const {end, results, ms} = outcome;
	const {glyph, text, style} = endWords(end, {
		say, glyphs, agent, hits: results,
	});
	if (end.name === 'limited' && end.by === '-n') {
		return {text: `${glyph} ${say(texts.log.limited)}`, style};
	}

	const took = ms < 10_000 ? `${grouped(String(ms))} ms` : `${grouped((ms / 1000).toFixed(0))} s`;
	return {text: `${glyph} ${end.name === 'done' && style === 'dim' ? took : text}`, style};
}
