import {formatLoss, isEnd, type JobState} from '../../core/client/job-state.js';
import type {Job} from '../../core/client/job.js';
import type {Span, Style} from '../../views/block.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {texts} from '../../words/index.js';
import type {StreamState} from '../../workspace/stream.js';
import {grouped} from '../docs/numbers.js';
import {clockTime} from '../clock-time.js';
import {cellText} from './cell-text.js';
import {endWords, type EndContext} from './end-words.js';
import type {RowReader} from './row-reader.js';
import type {StreamFigures} from './stream-figures.js';

export type FiguresContext = EndContext & {
	job: Job;
	figures: StreamFigures;
	state: StreamState;
	reader: RowReader;
	width: number;
	now: number;
};

/** What goes first where there is no room has the highest rank; last of all goes what would let a part pass for the whole. */
type Part = {text: string; style?: Style | undefined; rank: number; /** Blanks before it; 3 unless it is said. */ gap?: number | undefined};

/** How the stream is doing, in one row. What is lost stands right and never makes room for anything. */
export function figuresRow(context: FiguresContext): Row {
	const {job, width, say, glyphs} = context;
	const {loss} = job.getSnapshot();
	const lost = formatLoss(loss).replace('≥', glyphs.atLeast);
	const right: Span = {text: say(texts.stream.lost, {count: lost}), style: lost === '0' ? 'dim' : 'bad'};
	const room = width - displayWidth(right.text) - 3;
	const parts = [...statePart(context), ...ratePart(context), hitsPart(context), ...filterPart(context), ...throwPart(context), ...costParts(context)];
	const left = fit(parts, room - 2, glyphs.cut);
	const end = 2 + lineWidth(left);
	return [{text: '  '}, ...left, {text: ' '.repeat(Math.max(width - end - displayWidth(right.text) - 1, 1))}, right];
}

function statePart({job, state, now, ...context}: FiguresContext): Part[] {
	const live = job.getSnapshot().state;
	if (isEnd(live)) {
		const {glyph, text, style} = endWords(live, context);
		return [{text: `${glyph} ${text}`, style, rank: 1}];
	}

	return [{text: liveWord(live, state, context), style: state.follow && live.name === 'running' ? undefined : 'warn', rank: 1}];
}

function liveWord(live: Exclude<JobState, {name: 'done'}>, {follow}: StreamState, {say}: EndContext): string {
	switch (live.name) {
		case 'queued':
		case 'starting':
		case 'stopping': {
			return say(texts.stream[live.name]);
		}

		case 'detached': {
			return say(texts.stream.detached, {time: clockTime(live.since)});
		}

		default: {
			return say(follow ? texts.stream.following : texts.stream.paused);
		}
	}
}

function ratePart({job, figures, now, say}: FiguresContext): Part[] {
	if (isEnd(job.getSnapshot().state)) {
		return [];
	}

	const rate = figures.rate.perSecond(now);
	return [{text: say(texts.stream.perSecond, {rate: rate < 100 ? rate.toFixed(1) : grouped(rate.toFixed(0))}), rank: 4}];
}

function hitsPart({figures, state, reader, say, glyphs}: FiguresContext): Part {
	const count = grouped(String(figures.hits));
	if (state.filter.trim() === '') {
		return {text: figures.hits === 1 ? say(texts.stream.oneHit) : say(texts.stream.hits, {count}), rank: 2};
	}

	const isExact = reader.isUpToDate && !reader.isPartial;
	return {text: say(texts.stream.hitsShown, {count, shown: `${isExact ? '' : glyphs.atLeast}${grouped(String(reader.hits))}`}), rank: 2};
}

function filterPart({state, say}: FiguresContext): Part[] {
	const filter = state.filter.trim();
	return filter === '' ? [] : [{text: say(texts.stream.only, {filter: safeText(filter)}), style: 'accent', rank: 0}];
}

function throwPart({figures: {ends}, say}: FiguresContext): Part[] {
	return ends.known === 0 ? [] : [{text: say(texts.stream.threw, {share: Math.round(ends.threw * 100 / ends.known)}), rank: 3}];
}

/** The highest of the three is what a person looks for, so that it goes last. */
function costParts({figures: {costs}, say}: FiguresContext): Part[] {
	const found = costs.quantiles(0.5, 0.95, 0.99);
	return ['p50', 'p95', 'p99'].flatMap((name, index) => {
		const cost = found[index];
		const unit = name === 'p99' ? ` ${say(texts.stream.milliseconds)}` : '';
		return cost === undefined ? [] : [{text: `${name} ${cost < 100 ? cost.toFixed(2) : grouped(cost.toFixed(0))}${unit}`, rank: 7 - index, gap: 2}];
	});
}

/** The parts that there is room for, in their order. */
function fit(parts: readonly Part[], room: number, cut: string): Span[] {
	let left = [...parts];
	while (left.length > 1 && widthOf(left) > room) {
		const worst = Math.max(...left.map(({rank}) => rank));
		left = left.filter(({rank}) => rank !== worst);
	}

	return left.map((part, index) => ({text: cellText(' '.repeat(gapBefore(left, index)) + part.text, Math.max(room, 0), cut), style: part.style}));
}

function widthOf(parts: readonly Part[]): number {
	let width = 0;
	for (const [index, {text}] of parts.entries()) {
		width += gapBefore(parts, index) + displayWidth(text);
	}

	return width;
}

/** Those that belong together stand nearer, wherever the first of them is. */
function gapBefore(parts: readonly Part[], index: number): number {
	return index === 0 ? 0 : (parts[index - 1]?.gap === undefined ? 3 : parts[index]?.gap ?? 3);
}
