import type {Row} from '../../views/layout.js';
import {wrapLine} from '../../views/fit-line.js';
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

/** Everything that was sent to agents, the newest at the top. */
export const logPane: PaneView = {
	title: ({say, program: {sent}}) => ({
		left: [{text: say(texts.log.title)}],
		right: [{text: say(texts.log.count, {count: sent.entries().length})}],
	}),
	paint(context) {
		const {pane, height, focused, glyphs, say, program: {fleet, sent}} = context;
		const lines = linesOf(context);
		const view = visible(pane.list ?? createList(), lines, height - 1);
		return {
			rows: [
				[{text: `   ${say(texts.log.columns)}`, style: 'header'}],
				...view.items.map((line, at) => {
					const isChosen = view.top + at === view.cursor;
					const cursor = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
					const row = line.what === 'note' ? noteRow(line, cursor, glyphs) : rowOf({...line.sent, agent: fleet.agentOf(line.sent.agent)?.name ?? line.sent.agent}, cursor);
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

function rowOf({at, server, agent, what}: Sent, cursor: string): Row {
	return [
		{text: `${cursor}  ${clockTime(at)}  `}, {text: `${fitted(safeText(agent), 20)}  `}, {text: `${fitted(safeText(server), 16)}  `, style: 'dim'}, {text: safeText(what)},
	];
}
