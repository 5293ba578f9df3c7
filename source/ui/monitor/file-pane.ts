import type {FileRun} from '../../actions/live/file-run.js';
import type {Style} from '../../views/block.js';
import {cutLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {texts, type Say} from '../../words/index.js';
import {createList, visible} from '../../workspace/list-state.js';
import {
	logPattern, openTraces, shownRows, viewedRows, type LineMark, type LogRow,
} from '../../workspace/log-rows.js';
import {clockTime} from '../clock-time.js';
import {lastCall} from '../panes/last-call.js';
import {withGaps, type TitlePart} from '../panes/fit-title.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';

/** A log of a host that is followed, with what is looked for standing out. */
export const filePane: PaneView = {
	title(context) {
		const {say, pane, glyphs} = context;
		const file = fileOf(context);
		const {isFollowing, nextOffset, at, problem} = file?.state() ?? {isFollowing: false};
		const isAtEnd = (pane.list ?? createList()).cursor === null;
		const word = isFollowing ? (isAtEnd ? texts.monitor.following : texts.monitor.held) : texts.monitor.ended;
		const pattern = patternOf(context);
		const facts: TitlePart[] = [
			...pattern ? [{text: say(texts.monitor.matches, {text: safeText(searchOf(context)), count: matching(file?.rows() ?? [], searchOf(context)).length}), rank: 1}] : [],
			...file ? [{text: say(word)}] : [],
			...nextOffset === undefined ? [] : [{text: say(texts.monitor.bytes, {count: nextOffset.toLocaleString('en').replaceAll(',', ' ')}), rank: 3}],
			...at === undefined ? [] : [{text: say(texts.monitor.asOf, {time: clockTime(at)}), rank: 2}],
		];
		return {
			left: [{text: `${say(texts.monitor.logTitle)}  ${safeText(pane.title)}`}, ...problem === undefined ? [] : [{text: `  ${safeText(problem)}`, style: 'bad' as const}]],
			right: [...pane.lost === undefined ? [] : [{text: `${safeText(pane.lost)}  `, style: 'warn' as const}], ...withGaps(facts, ` ${glyphs.dot} `)],
		};
	},
	paint(context) {
		const {pane, height, focused, glyphs, say} = context;
		const rows = rowsOf(context);
		const view = visible(pane.list ?? createList(), rows, Math.max(height, 1));
		const pattern = patternOf(context);
		const dropped = fileOf(context)?.dropped() ?? 0;
		const head: Row[] = dropped > 0 && view.top === 0 ? [[{text: `   ${say(texts.monitor.dropped, {count: dropped})}`, style: 'info'}]] : [];
		if (rows.length === 0) {
			return {rows: [[{text: `   ${say(texts.monitor.empty)}`, style: 'dim'}]]};
		}

		return {
			rows: [...head, ...view.items.map((row, at) => {
				const isChosen = view.top + at === view.cursor && pane.list?.cursor !== null;
				const sign = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
				const fold = row.trace ? (row.trace.isOpen ? glyphs.open : glyphs.folded) : ' ';
				const spans: Row = [{text: `${sign}${fold} `, style: 'accent'}, ...row.mark ? markSpans(row.mark, context) : rowSpans(row, pattern, context)];
				return isChosen && focused ? {spans, on: 'selection' as const} : spans;
			})].slice(0, height),
		};
	},
	contexts: () => ['file', 'list'],
	list: context => ({
		lines: rowsOf(context), height: Math.max(context.height, 1), now: context.now, above: 0,
	}),
	isPatient: true,
};

function fileOf({pane, program: {live}}: PaneContext): FileRun | undefined {
	const thing = live.get(pane.live);
	return thing?.kind === 'file' ? thing.file : undefined;
}

function searchOf({pane}: PaneContext): string {
	const text = pane.data?.['search'];
	return typeof text === 'string' ? text : '';
}

function patternOf(context: PaneContext): RegExp | undefined {
	return logPattern(searchOf(context));
}

const matching = lastCall((rows: readonly LogRow[], text: string) => shownRows(rows, logPattern(text), true).filter(({mark}) => mark === undefined));
const shown = lastCall((rows: readonly LogRow[], data: PaneContext['pane']['data'], text: string) => viewedRows(rows, logPattern(text), data?.['only'] === true, openTraces(data)));

function rowsOf(context: PaneContext): readonly LogRow[] {
	return shown(fileOf(context)?.rows() ?? nothing, context.pane.data, searchOf(context));
}

const nothing: readonly LogRow[] = [];

/** Of a trace how many lines it has stands at the right edge. */
function rowSpans({text, trace}: LogRow, pattern: RegExp | undefined, {width, say}: PaneContext): Row {
	const room = Math.max(width - 4, 1);
	const count = trace && say(texts.monitor.traceLines, {count: trace.lines});
	const countWidth = count === undefined ? 0 : displayWidth(count) + 2;
	if (count === undefined || room < 3 * countWidth) {
		return lineSpans(text, pattern, room);
	}

	const line = lineSpans(text, pattern, room - countWidth);
	const used = line.reduce((sum, span) => sum + displayWidth(span.text), 0);
	return [...line, {text: ' '.repeat(room - used - displayWidth(count))}, {text: count, style: 'dim'}];
}

/** More than any row has room for. */
const mostShown = 2000;

function lineSpans(text: string, pattern: RegExp | undefined, width: number): Row {
	const line = text.slice(0, mostShown);
	const style = foreignFrame.test(line) ? 'dim' : levelOf(line);
	const spans: Row = [];
	let end = 0;
	for (const match of pattern ? line.matchAll(pattern) : []) {
		spans.push({text: safeText(line.slice(end, match.index)), style}, {text: safeText(match[0]), style: 'match'});
		end = match.index + match[0].length;
	}

	return cutLine([...spans, {text: safeText(line.slice(end)), style}], Math.max(width, 1), 'end');
}

/** A frame of what isn't the application's own. */
const foreignFrame = /^\s+at (?:[\w.@-]+\/)*(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|org\.(?:springframework|apache|hibernate|eclipse)|io\.netty|reactor)\./u;

/** A level stands near the beginning of a line, as a word of its own. */
function levelOf(line: string): Style | undefined {
	const level = /\b(?:ERROR|FATAL|SEVERE|WARN(?:ING)?)\b/u.exec(line.slice(0, 80))?.[0];
	return level === undefined ? undefined : (level.startsWith('WARN') ? 'warn' : 'bad');
}

function markSpans(mark: LineMark, {say, glyphs}: PaneContext): Row {
	const line = glyphs.gap.repeat(8);
	return [{text: `${line} ${markText(mark, say)} ${line}`, style: 'info'}];
}

function markText({kind, amount, at}: LineMark, say: Say): string {
	const facts = {count: amount, time: clockTime(at)};
	return say({
		'new-file': texts.monitor.newFile, gap: texts.monitor.gap, short: texts.monitor.short, away: texts.monitor.away,
	}[kind], facts);
}
