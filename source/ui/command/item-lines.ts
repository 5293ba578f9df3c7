import {isEnd, type JobEnd} from '../../core/client/job-state.js';
import type {JobEntry} from '../../core/client/job.js';
import type {Result} from '../../core/protocol/result.js';
import type {CommandItem} from '../../actions/live/session-run.js';
import {textBlock} from '../../views/build-block.js';
import {layout, type Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {withoutColors} from '../../views/without-colors.js';
import {texts, type Say} from '../../words/index.js';
import type {PromptState, ResultState, TranscriptLine} from '../../workspace/command.js';
import {docOf} from '../docs/doc-of.js';
import {hottestKey} from '../docs/results/trace/hottest.js';
import {modesOf} from '../result/result-rows.js';
import type {DocRow} from '../docs/doc.js';
import {grouped} from '../docs/numbers.js';
import type {Glyphs} from '../glyphs.js';
import {apartMessage} from '../stream/apart-message.js';
import {noteWords} from '../stream/note-words.js';
import {hitsOf} from './hits-of.js';
import {itemHead} from './item-head.js';

/** A row of the transcript as it is painted, behind the column of the cursor. */
export type PaintedLine = TranscriptLine & {spans: Row};

export type LinesContext = {width: number; say: Say; glyphs: Glyphs; now: number; prompt: Pick<PromptState, 'folded' | 'results'>; parted: ReadonlySet<number>; agent: string};

/** Results of a stream that are shown; all of them are for a pane of its own. */
const mostOfStream = 100;
const most = 1000;
const indent = 3;
const noState: ResultState = {toggled: new Set()};

/** What the protocol says about a command, and what its end says again. */
const silent = new Set(['command', 'input_status', 'status']);

/** Each of these shows all there is anew. */
const replacing = new Set(['dashboard']);

type Known = {lines: readonly PaintedLine[]; context: LinesContext; isFolded: boolean; seq: number};

const known = new WeakMap<CommandItem, Known>();

/** One command with all that came of it, and a blank row. The same rows as before until something of it changes. */
export function itemLines(item: CommandItem, context: LinesContext): readonly PaintedLine[] {
	const isFolded = context.prompt.folded.has(item.id);
	const seq = item.job.entries().at(-1)?.seq ?? 0;
	const before = known.get(item);
	if (before?.seq === seq && before.isFolded === isFolded && isSame(before.context, context)) {
		return before.lines;
	}

	const lines = build(item, isFolded, context);
	known.set(item, {
		lines, context, isFolded, seq,
	});
	return lines;
}

function isSame(one: LinesContext, other: LinesContext): boolean {
	return one.width === other.width && one.say === other.say && one.glyphs === other.glyphs && one.prompt.results === other.prompt.results && one.parted === other.parted;
}

function build(item: CommandItem, isFolded: boolean, context: LinesContext): PaintedLine[] {
	const {width, say, glyphs} = context;
	const body = isFolded ? [] : bodyLines(item, context);
	const fold = isFolded ? 'closed' : (body.length > 0 ? 'open' : undefined);
	const head = itemHead(item, {
		width: width - 1, say, glyphs, fold,
	});
	return [
		{
			...lineOf(item, 'head', head), fold, text: item.typed, value: item.typed,
		},
		...body,
		{...lineOf(item, 'blank', []), isQuiet: true},
		...context.parted.has(item.id) ? partingLines(item, context) : [],
	];
}

/** What stands below was told by another session, maybe of another process. */
function partingLines(item: CommandItem, {say, glyphs, agent}: LinesContext): PaintedLine[] {
	const text = `${glyphs.gap.repeat(3)} ${say(texts.command.parted, {agent: safeText(agent)})}`;
	return [{...lineOf(item, 'parted', [{text, style: 'dim'}]), isQuiet: true}, {...lineOf(item, 'blank again', []), isQuiet: true}];
}

function bodyLines(item: CommandItem, context: LinesContext): PaintedLine[] {
	const {job, tier} = item;
	const told = job.entries().filter(entry => isTold(entry));
	const last = told.findLast(entry => entry.kind === 'result' && replacing.has(entry.result.type));
	const fresh = told.filter(entry => entry.kind !== 'result' || !replacing.has(entry.result.type) || entry === last);
	const shown = fresh.slice(tier === 'probe' ? -mostOfStream : -most);
	const hidden = fresh.length - shown.length + job.getSnapshot().trimmed;
	const lines: PaintedLine[] = hidden > 0 ? [{...lineOf(item, 'earlier', [{text: context.say(texts.command.earlier, {count: grouped(String(hidden))}), style: 'dim'}]), isQuiet: true}] : [];
	let before: {type: string; titles: string} | undefined;
	for (const entry of shown) {
		if (entry.kind === 'result') {
			const rows = docRows(item, entry.result, entry.seq, context);
			const doc = docFacts(entry.result, rows);
			const titles = titlesOf(rows);
			const isRepeated = titles.length > 0 && before?.type === entry.result.type && before.titles === textOf(titles);
			before = {type: entry.result.type, titles: textOf(titles)};
			lines.push(...(isRepeated ? rows.slice(titles.length) : rows).map(row => docLine(item, entry.seq, row, doc)));
		} else {
			lines.push(...noteLines(item, entry, context));
		}
	}

	return lines;
}

/** All cycles of what has a course stand one below the other here, so that none tells the ones before it, and all have the same titles. */
function docRows(item: CommandItem, result: Result, seq: number, {width, say, glyphs, now, prompt}: LinesContext): readonly DocRow[] {
	return docOf(result, {
		width: width - 1 - indent, say, glyphs, now, state: prompt.results.get(`${item.id}:${seq}`) ?? noState, command: item.job.commandLine,
	});
}

/** A table that goes on has its titles once. */
function titlesOf(rows: readonly DocRow[]): readonly DocRow[] {
	const first = rows.findIndex(({isQuiet}) => !isQuiet);
	return first === -1 ? [] : rows.slice(0, first);
}

function textOf(rows: readonly DocRow[]): string {
	return rows.map(({spans}) => spans.map(({text}) => text).join('')).join('\n');
}

function docLine(item: CommandItem, seq: number, {key, spans, fold, parent, value, path, deeper, isQuiet}: DocRow, doc: TranscriptLine['doc']): PaintedLine {
	return {
		...lineOf(item, `${seq}:${key}`, spans), result: `${item.id}:${seq}`, row: key, fold, parent, value, path, deeper, isQuiet, doc,
	};
}

function docFacts(result: Result, rows: readonly DocRow[]): TranscriptLine['doc'] {
	const columns = [...new Set(rows.flatMap(row => row.columns ?? []))].filter(column => column !== '');
	return {modes: modesOf(result), columns, hottest: result.type === 'trace' ? hottestKey(result) : undefined};
}

/** Gaps, words of the agent, and an end that says more than that it came. What an agent says about it has lines and colours of its own. */
function noteLines(item: CommandItem, entry: Exclude<JobEntry, {kind: 'result'}>, {width, say, glyphs}: LinesContext): PaintedLine[] {
	const {state, message} = entry.kind === 'state' ? apartMessage(entry.state) : {};
	const {text, style} = noteWords(state && entry.kind === 'state' ? {...entry, state} : entry, {
		say, glyphs, agent: item.job.agent.name, hits: hitsOf(item.job),
	});
	const blocks = [textBlock([{text, style}]), ...message === undefined ? [] : [textBlock([{text: withoutColors(message).trimEnd()}])]];
	return layout(blocks, width - 1 - indent).map((spans, at) => ({...lineOf(item, `${entry.seq}.${at}`, spans), value: message ?? text}));
}

/** The row of the command says already that limits were added, and how long it took. */
function isTold(entry: JobEntry): boolean {
	switch (entry.kind) {
		case 'result': {
			return !silent.has(entry.result.type);
		}

		case 'state': {
			return isEnd(entry.state) && !isPlainEnd(entry.state);
		}

		case 'notice': {
			return !entry.text.startsWith('added: ');
		}

		case 'gap': {
			return true;
		}
	}
}

function isPlainEnd(state: JobEnd): boolean {
	return state.name === 'done' && (state.statusCode ?? 0) === 0 && (state.message ?? '') === '';
}

function lineOf(item: CommandItem, key: string, spans: Row): PaintedLine {
	const isHead = key === 'head';
	return {
		kind: 'row', key: `${item.id} ${key}`, item: item.id,
		spans: isHead || spans.length === 0 ? spans : [{text: ' '.repeat(indent)}, ...spans],
		text: spans.map(({text}) => text).join(''),
	};
}
