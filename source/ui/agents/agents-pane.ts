import {type Say, texts} from '../../words/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {
	agentEntries, agentList, nextChangeEnd, type AgentEntry,
} from '../../workspace/agents.js';
import {
	arrange, createList, isHeld, visible, type Arranged, type ListItem, type ListState,
} from '../../workspace/list-state.js';
import type {ScreenSettings} from '../../workspace/screen-settings.js';
import {nextAgeChange} from '../../workspace/next-age-step.js';
import {asciiGlyphs} from '../glyphs.js';
import {withGaps, type TitlePart} from '../panes/fit-title.js';
import type {PaneContext, PanePainting, PaneView} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';
import {asciiGlyphs as asciiSigns, unicodeGlyphs as signs} from './agent-glyphs.js';
import type {AgentInk} from './agent-cell.js';
import {agentColumns} from './agent-columns.js';
import {agentWords} from './agent-words.js';
import {firstSteps} from './first-steps.js';
import {serverRows} from './server-rows.js';
import {paintAgents} from './paint-agents.js';

/** The list of all agents of all servers. */
export const agentsPane: PaneView = {
	title(context) {
		const {say, pane} = context;
		const list = listOf(context);
		const {shown, waiting} = arranged(context);
		const total = entriesOf(context).length;
		const order = orderText(list, say);
		const facts: TitlePart[] = [
			{text: say(texts.agents.shown, {shown, total})},
			...list.marks.size > 0 ? [{text: say(texts.agents.marked, {count: list.marks.size})}] : [],
			...waiting > 0 ? [{text: say(texts.agents.isNew, {count: waiting}), rank: 2}] : [],
			...order === '' ? [] : [{text: order, rank: 3}],
		];
		return {
			left: [{text: pane.data?.['chooser'] === true ? say(texts.agents.choose) : say(texts.agents.title)}, ...list.filter === '' ? [] : [{text: `  ${safeText(list.filter)}`}]],
			right: total === 0 ? [] : withGaps(facts, ` ${context.glyphs.dot} `),
		};
	},
	paint,
	contexts: () => ['agents', 'list'],
	list(context) {
		return {lines: arranged(context).items, height: listHeight(context), now: context.now};
	},
};

const entries = lastCall(agentEntries);
const arrangement = lastCall((rows: readonly AgentEntry[], list: ListState, _held: boolean, now: number) => arrange(rows, list, agentList, now), 3);

function listOf({pane}: PaneContext): ListState {
	return pane.list ?? noList;
}

const noList = createList();

function entriesOf({program: {fleet}}: PaneContext): readonly AgentEntry[] {
	return entries(fleet.agents.getSnapshot(), fleet.health.getSnapshot());
}

/** It is the same until a row, the list or the time under which its order is held changes. */
function arranged(context: PaneContext): Arranged<AgentEntry> {
	const list = listOf(context);
	return arrangement(entriesOf(context), expanded(list, context.program.settings.filters), isHeld(list, context.now), context.now);
}

/** `@name` stands for the expression that was saved under that name. */
const expanded = lastCall((list: ListState, filters: ScreenSettings['filters'] = {}): ListState => {
	const filter = list.filter.replaceAll(/(?<=^|\s)@(?<name>\S+)/gu, (whole, name: string) => Object.hasOwn(filters, name) ? filters[name] ?? whole : whole);
	return filter === list.filter ? list : {...list, filter};
});

function paint(context: PaneContext): PanePainting {
	const {
		width, now, focused, say, glyphs, program: {fleet, settings},
	} = context;
	const all = entriesOf(context);
	if (all.length === 0) {
		return {rows: [...serverRows(context), ...firstSteps(context)]};
	}

	const list = listOf(context);
	const {items, problem} = arranged(context);
	const ink: AgentInk = {words: agentWords(say), glyphs: glyphs === asciiGlyphs ? asciiSigns : signs, now};
	const columns = agentColumns(all, {
		width, group: list.group, sorted: list.sort?.column ?? null, chosen: settings.columns,
	}, ink);
	const view = visible(list, items, listHeight(context));
	const changes = fleet.changes.getSnapshot();
	const rows: Row[] = paintAgents({
		view, list, columns, width, focused, changes, ink,
	});
	const cursorRow = focused ? rows[view.cursor - view.top + 1] : undefined;
	return {
		rows: [
			...rows.map(row => row === cursorRow ? {spans: row, on: 'selection' as const} : row),
			...problem === undefined ? [] : [[{text: `   ${safeText(problem)}`, style: 'bad' as const}], [{text: `   ${say(texts.agents.filterWrong)}`, style: 'dim' as const}]],
			...items.length === 0 && problem === undefined ? [[{text: `   ${say(texts.agents.noneFits)}`, style: 'dim' as const}]] : [],
			...serverRows(context),
			...all.some(({agent}) => agent.kind === 'jvm') ? [] : firstSteps(context),
		],
		nextChange: nextChange(context, view.items),
	};
}

/** Below the titles, and above what servers are out of reach. */
function listHeight(context: PaneContext): number {
	return Math.max(context.height - 1 - serverRows(context).length, 1);
}

/** Ages grow, marks of change fade, and a held order is let go. */
function nextChange({now, program: {fleet}, pane}: PaneContext, items: ReadonlyArray<ListItem<AgentEntry>>): number | undefined {
	const shown = items.flatMap(item => item.kind === 'row' ? [item.row] : item.rows);
	const ages = nextAgeChange(shown.flatMap(({agent, lostAt}) => [agent.lastSeen, lostAt]).filter(time => time !== null), now);
	const held = pane.list?.held && pane.list.held.until > now ? pane.list.held.until : undefined;
	const times = [ages, nextChangeEnd(fleet.changes.getSnapshot(), now), held].filter(time => time !== undefined);
	return times.length === 0 ? undefined : Math.min(...times);
}

function orderText({sort, group}: ListState, say: Say): string {
	const columns = agentWords(say).columns as Readonly<Record<string, string>>;
	const column = (columns[sort?.column ?? 'name'] ?? '').toLowerCase();
	return group === null
		? (sort ? say(texts.agents.sortedBy, {column}) : '')
		: say(texts.agents.groupedBy, {group: columns[group]?.toLowerCase() ?? group.replace(/^label:/u, ''), column});
}
