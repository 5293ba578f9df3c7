import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {
	createList, visible, type ListLine,
} from '../../workspace/list-state.js';
import type {Sent} from '../../actions/sent-log.js';
import {clockTime} from '../clock-time.js';
import {lastCall} from '../panes/last-call.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';

/** Everything that was sent to agents, the newest at the top. */
export const logPane: PaneView = {
	title: ({say, program: {sent}}) => ({
		left: [{text: say(texts.log.title)}],
		right: [{text: say(texts.log.count, {count: sent.entries().length})}],
	}),
	paint(context) {
		const {pane, height, focused, glyphs, say, program: {fleet}} = context;
		const lines = linesOf(context);
		const view = visible(pane.list ?? createList(), lines, height - 1);
		return {
			rows: [
				[{text: `   ${say(texts.log.columns)}`, style: 'header'}],
				...view.items.map(({sent}, at) => {
					const isChosen = view.top + at === view.cursor;
					const row = rowOf({...sent, agent: fleet.agentOf(sent.agent)?.name ?? sent.agent}, isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ');
					return isChosen && focused ? {spans: row, on: 'selection' as const} : row;
				}),
				...lines.length === 0 ? [[{text: `   ${say(texts.log.nothing)}`, style: 'dim' as const}]] : [],
			],
		};
	},
	contexts: () => ['log', 'list'],
	list: context => ({lines: linesOf(context), height: Math.max(context.height - 1, 1), now: context.now}),
};

type LogLine = ListLine & {sent: Sent};

const newestFirst = lastCall((entries: readonly Sent[]): LogLine[] => entries.map(sent => ({kind: 'row' as const, key: String(sent.seq), sent})).reverse());

function linesOf({program: {sent}}: PaneContext): LogLine[] {
	return newestFirst(sent.entries());
}

function rowOf({at, server, agent, what}: Sent, cursor: string): Row {
	return [
		{text: `${cursor}  ${clockTime(at)}  `}, {text: `${safeText(agent).slice(0, 20).padEnd(20)}  `}, {text: `${safeText(server).slice(0, 16).padEnd(16)}  `, style: 'dim'}, {text: safeText(what)},
	];
}
