import type {Row} from '../../views/layout.js';
import {cutLine, wrapLine} from '../../views/fit-line.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {
	createList, visible, type ListLine,
} from '../../workspace/list-state.js';
import type {Sent} from '../../actions/sent-log.js';
import {fitted} from '../fitted.js';
import {clockTime} from '../clock-time.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';
import {outcomeSpan} from './outcome-span.js';

/** Everything that was sent to agents, the newest at the top. */
export const logPane: PaneView = {
	title: ({say, program: {sent}}) => ({
		left: [{text: say(texts.log.title)}],
		right: [{text: say(texts.log.count, {count: sent.entries().length})}],
	}),
	paint(context) {
		const {pane, height, focused, glyphs, say, program: {sent}} = context;
		const lines = linesOf(context);
		const view = visible(pane.list ?? createList(), lines, height - 1);
		return {
			rows: [
				titles(context),
				...view.items.map((line, at) => {
					const isChosen = view.top + at === view.cursor;
					const cursor = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
					const row = line.what === 'note' ? noteRow(line, cursor, glyphs) : rowOf(line.sent, cursor, context);
					return isChosen && focused ? {spans: row, on: 'selection' as const} : row;
				}),
				...sent.entries().length === 0 ? [[{text: `   ${say(texts.log.nothing)}`, style: 'dim' as const}]] : [],
			],
		};
	},
	contexts: () => ['log', 'list'],
	list: context => ({lines: linesOf(context), height: Math.max(context.height - 1, 1), now: context.now}),
};

type LogLine = ListLine & (
	| {what: 'sent'; sent: Sent}
	/** A row of what was wrong at the start. */
	| {what: 'note'; text: string; isFirst: boolean}
);

const newestFirst = lastCall((entries: readonly Sent[], notes: readonly string[], width: number): LogLine[] => [
	...notes.flatMap((note, at) => wrapLine([{text: safeText(note)}], width).map((row, part): LogLine => ({
		kind: 'row', key: `note ${at} ${part}`, what: 'note', text: row.map(({text}) => text).join(''), isFirst: part === 0,
	}))),
	...entries.map((sent): LogLine => ({
		kind: 'row', key: String(sent.seq), what: 'sent', sent,
	})).reverse(),
]);

function linesOf({width, program: {sent}}: PaneContext): LogLine[] {
	return newestFirst(sent.entries(), sent.notes(), Math.max(width - noteIndent, 1));
}

const noteIndent = 5;

function noteRow({text, isFirst}: LogLine & {what: 'note'}, cursor: string, {alert}: Glyphs): Row {
	return [{text: `${cursor}  `}, {text: `${isFirst ? alert : ' '} ${text}`, style: 'warn'}];
}

/** More than any row has room for. */
const mostShown = 1000;

type Widths = {agent: number; server: number; result: number};

/** What was sent needs the most room. */
function widthsOf(width: number): Widths {
	return width < 110 ? {agent: 14, server: 10, result: 13} : {agent: 20, server: 16, result: 24};
}

function titles({width, say}: PaneContext): Row {
	const {agent, server, result} = widthsOf(width);
	const {time, agent: whom, server: where, result: end, what} = texts.log;
	return [{text: `   ${fitted(say(time), 8)}  ${fitted(say(whom), agent)}  ${fitted(say(where), server)}  ${fitted(say(end), result)}  ${say(what)}`, style: 'header'}];
}

function rowOf({at, server, agent, what, outcome}: Sent, cursor: string, context: PaneContext): Row {
	const {width, program: {fleet}} = context;
	const widths = widthsOf(width);
	const name = safeText(fleet.agentOf(agent)?.name ?? agent);
	const became = outcomeSpan(outcome, name, context);
	return cutLine([
		{text: `${cursor}  ${clockTime(at)}  `},
		{text: `${fitted(name, widths.agent)}  `},
		{text: `${fitted(safeText(server), widths.server)}  `, style: 'dim'},
		{...became, text: `${fitted(became.text, widths.result)}  `},
		{text: safeText(what.slice(0, mostShown))},
	], width - 1, 'end');
}
