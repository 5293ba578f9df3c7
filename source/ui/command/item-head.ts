import {formatLoss, isEnd} from '../../core/client/job-state.js';
import type {CommandItem} from '../../actions/live/session-run.js';
import type {Span} from '../../views/block.js';
import {cutLine, lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import {clockTime} from '../clock-time.js';
import {grouped} from '../docs/numbers.js';
import type {Glyphs} from '../glyphs.js';
import {endWords} from '../stream/end-words.js';
import {hitsOf} from './hits-of.js';
import {tierSpan} from './tier-span.js';

/** Enough of a command for any row; the rest of a very long one need not be made safe. */
const longest = 1000;

export type HeadContext = {width: number; say: Say; glyphs: Glyphs; fold: 'open' | 'closed' | undefined};

/** The row above the results of a command: when, what, what it does, and how it is doing. */
export function itemHead(item: CommandItem, {width, say, glyphs, fold}: HeadContext): Row {
	const sign = fold === undefined ? ' ' : (fold === 'open' ? glyphs.open : glyphs.folded);
	const right = factsOf(item, say, glyphs).flatMap((facts, at) => at === 0 ? facts : [{text: '   '}, ...facts]);
	const left = cutLine([
		{text: `${sign} `, style: 'dim'},
		{text: `${clockTime(item.job.startedAt)}  `, style: 'dim'},
		{text: safeText(item.typed.slice(0, longest)), style: 'title'},
	], Math.max(width - lineWidth(right) - 2, 16), 'end');
	return [...left, {text: ' '.repeat(Math.max(width - lineWidth(left) - lineWidth(right), 1))}, ...right];
}

function factsOf({job, typed, tier}: CommandItem, say: Say, glyphs: Glyphs): Span[][] {
	const {state, loss} = job.getSnapshot();
	const hits = hitsOf(job);
	const added = job.commandLine === typed ? undefined : /^\s*\S+ (?<limit>-n \d+) /u.exec(job.commandLine)?.groups?.['limit'];
	const lost = formatLoss(loss);
	const facts: Array<Span | undefined> = [
		tierSpan(tier, say),
		added === undefined ? undefined : {text: say(texts.command.added, {limit: added}), style: 'dim'},
		hits > 1 && (!isEnd(state) || tier === 'probe') ? {text: say(texts.command.count, {count: grouped(String(hits))}), style: 'dim'} : undefined,
		lost === '0' && (isEnd(state) || tier !== 'probe') ? undefined : {text: say(texts.stream.lost, {count: lost}), style: lost === '0' ? 'dim' : 'bad'},
	];
	return [...facts.filter(fact => fact !== undefined).map(fact => [fact]), stateSpans(job, say, glyphs)];
}

/** Of what ended well the time that it took says enough. */
function stateSpans(job: CommandItem['job'], say: Say, glyphs: Glyphs): Span[] {
	const {state} = job.getSnapshot();
	if (isEnd(state)) {
		const {glyph, style} = endWords(state, {
			say, glyphs, agent: '', hits: 0,
		});
		// The sign is for what needs a look; below the results stands why.
		const isWell = style === 'dim' || style === 'ok';
		return [{text: `${isWell ? '' : `${glyph} `}${tookText(job)}`.padStart(8), style: isWell ? 'dim' : style}];
	}

	switch (state.name) {
		case 'running': {
			return [{text: `${glyphs.up} `, style: 'ok'}, {text: say(texts.stream.following)}];
		}

		case 'stopping': {
			return [{text: `${glyphs.out} ${say(texts.stream.stopping)}`, style: 'warn'}];
		}

		case 'detached': {
			return [{text: `${glyphs.unknown} ${say(texts.stream.detached, {time: clockTime(state.since)})}`, style: 'warn'}];
		}

		default: {
			return [{text: `${glyphs.unknown} ${say(texts.stream[state.name])}`, style: 'dim'}];
		}
	}
}

function tookText(job: CommandItem['job']): string {
	const end = job.entries().findLast(({kind}) => kind === 'state');
	const ms = (end?.at ?? job.startedAt) - job.startedAt;
	return ms < 10_000 ? `${grouped(String(ms))} ms` : `${grouped((ms / 1000).toFixed(0))} s`;
}
