import type {Span, Style} from '../../../../views/block.js';
import type {Glyphs} from '../../../glyphs.js';

type StateLook = {glyph: keyof Glyphs; style: Style};

/** The states of Java threads, the most harmful first. */
const looks = new Map<string, StateLook>([
	['BLOCKED', {glyph: 'alert', style: 'bad'}],
	['RUNNABLE', {glyph: 'up', style: 'ok'}],
	['TIMED_WAITING', {glyph: 'timed', style: 'dim'}],
	['WAITING', {glyph: 'down', style: 'dim'}],
	['NEW', {glyph: 'unknown', style: 'dim'}],
	['TERMINATED', {glyph: 'unknown', style: 'dim'}],
]);

/** A state with its glyph, in the colour of its harm. */
export function stateSpan(state: string, glyphs: Glyphs): Span {
	const look = looks.get(state);
	return look === undefined ? {text: state} : {text: `${glyphs[look.glyph]} ${state}`, style: look.style};
}

/** Where a state stands among the others; states that nobody knows come after the known ones. */
export function stateRank(state: string): number {
	const rank = [...looks.keys()].indexOf(state);
	return rank === -1 ? looks.size : rank;
}
