import type {Sent} from '../../actions/sent-log.js';
import type {Row} from '../../views/layout.js';
import {cutLine} from '../../views/fit-line.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {createList, visible} from '../../workspace/list-state.js';
import {fitted} from '../fitted.js';
import {clockTime} from '../clock-time.js';
import {withGaps} from '../panes/fit-title.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';
import {
	logLines, onlyOf, toldIndent, type LogLine,
} from './log-lines.js';
import {outcomeSpan} from './outcome-span.js';

/** Everything that was sent to agents and everything that was told, the newest at the top. */
export const logPane: PaneView = {
	title(context) {
		const {say, glyphs, pane, program: {sent, store}} = context;
		const all = {sent: sent.entries().length, told: store.getSnapshot().past.length};
		const filter = pane.list?.filter ?? '';
		const shown = logLines(context).filter(line => !line.isQuiet).length;
		const count = filter === '' ? say(texts.log.count, all) : say(texts.log.shown, {shown, total: all.sent + all.told});
		const only = onlyOf(pane);
		return {
			left: [{text: say(texts.log.title)}, ...filter === '' ? [] : [{text: `  ${safeText(filter)}`}]],
			right: withGaps([...only === 'all' ? [] : [{text: say(only === 'told' ? texts.log.onlyTold : texts.log.onlySent)}], {text: count, rank: 1}], ` ${glyphs.dot} `),
		};
	},
	paint(context) {
		const {pane: {list = createList()}, height, focused, glyphs, say, program: {sent, store}} = context;
		const isEmpty = sent.entries().length === 0 && store.getSnapshot().past.length === 0;
		const lines = logLines(context);
		const view = visible(list, lines, height - 1);
		return {
			rows: [
				titles(context),
				...view.items.map((line, at) => {
					const isChosen = view.top + at === view.cursor;
					const cursor = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
					const row = line.what === 'told' ? toldRow(line, cursor, context) : sentRow(line.sent, cursor, context);
					return isChosen && focused ? {spans: row, on: 'selection' as const} : row;
				}),
				...lines.length === 0 ? [[{text: `   ${say(isEmpty ? texts.log.nothing : texts.log.noneFits)}`, style: 'dim' as const}]] : [],
			],
		};
	},
	contexts: () => ['log', 'list'],
	list: context => ({lines: logLines(context), height: Math.max(context.height - 1, 1), now: context.now}),
};

/** What was told begins with its sign and has the room of all columns, so that nobody takes it for a command. */
function toldRow({told: {at, level}, text, isFirst}: LogLine & {what: 'told'}, cursor: string, {glyphs}: PaneContext): Row {
	if (!isFirst) {
		return [{text: cursor + ' '.repeat(toldIndent - 1)}, {text, style: level === 'info' ? undefined : level}];
	}

	return [
		{text: `${cursor}  ${clockTime(at)}  `},
		{text: `${level === 'info' ? 'i' : glyphs.alert} `, style: level},
		{text, style: level === 'info' ? undefined : level},
	];
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

function sentRow({at, server, agent, what, outcome}: Sent, cursor: string, context: PaneContext): Row {
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
