import type {JobsWatch} from '../../actions/live/jobs-watch.js';
import type {TableBlock} from '../../views/block.js';
import type {Row} from '../../views/layout.js';
import {tableParts} from '../../views/layout-table.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Text} from '../../words/index.js';
import {groupJobs, type CronHost, type JobGroup} from '../../workspace/cron.js';
import {
	createList, visible, type ListLine, type ListState,
} from '../../workspace/list-state.js';
import {withGaps} from '../panes/fit-title.js';
import type {PaneContext, PanePainting, PaneView} from '../panes/pane-view.js';
import {nextCountdownChange} from './countdown.js';
import {dayRows} from './day-rows.js';
import {historyRows} from './history-rows.js';
import {jobColumns} from './job-columns.js';
import {
	chosenJobs, hostRows, jobLines, type JobLine,
} from './job-lines.js';

/** The jobs of hosts in one table, or one of them with its last runs. */
export const cronPane: PaneView = {
	title(context) {
		const {say, glyphs} = context;
		const {filter, sort, marks} = listOf(context);
		const opened = openedJob(context);
		const [all, hosts] = [groupsOf(context), watchOf(context)?.hosts() ?? []];
		const shown = chosenJobs(all, {filter, sort}).length;
		const order = {name: texts.cron.byName, result: texts.cron.byResult, last: texts.cron.byLast}[sort?.column ?? ''] ?? texts.cron.byNext;
		const told = hosts.filter(({jobs}) => jobs !== undefined).length;
		const facts = [
			{text: countText(context, shown, all.length), rank: 1},
			...marks.size > 0 ? [{text: say(texts.cron.marked, {count: marks.size})}] : [],
			{text: say(order), rank: 3},
		];
		return {
			left: [{text: say(texts.cron.title)}, ...opened ? [{text: `  ${safeText(opened.name)}`}] : [], ...filter === '' || opened ? [] : [{text: `  ${safeText(filter)}`}]],
			right: opened !== undefined || told === 0 ? [] : withGaps(facts, ` ${glyphs.dot} `),
		};
	},
	paint: context => openedJob(context) ? paintHistory(context) : paintTable(context),
	contexts: context => openedJob(context) ? ['cron-job', 'cron', 'list'] : ['cron', 'list'],
	list: context => ({lines: openedJob(context) ? historyLines(historyOf(context)) : linesOf(context), height: listHeight(context), now: context.now}),
};

function countText(context: PaneContext, shown: number, jobs: number): string {
	const {say} = context;
	const hosts = watchOf(context)?.hosts() ?? [];
	const told = hosts.filter(each => each.jobs !== undefined).length;
	if (shown < jobs) {
		return say(texts.cron.shown, {shown, jobs, hosts: told});
	}

	return hosts.length === 1 ? say(texts.cron.countOne, {jobs, host: safeText(hosts[0]?.name ?? '')}) : say(texts.cron.count, {jobs, hosts: told});
}

const noList = createList();

function listOf({pane}: PaneContext): ListState {
	return pane.list ?? noList;
}

function watchOf({pane, program: {live}}: PaneContext): JobsWatch | undefined {
	const thing = live.get(pane.live);
	return thing?.kind === 'jobs' ? thing.jobs : undefined;
}

function groupsOf(context: PaneContext): readonly JobGroup[] {
	return groupJobs(watchOf(context)?.hosts() ?? []);
}

function openedJob(context: PaneContext): JobGroup | undefined {
	const key = context.pane.data?.['job'];
	return typeof key === 'string' ? groupsOf(context).find(group => group.key === key) : undefined;
}

function linesOf(context: PaneContext): JobLine[] {
	return jobLines(chosenJobs(groupsOf(context), listOf(context)), context);
}

function paintTable(context: PaneContext): PanePainting {
	const {width, focused, glyphs, say} = context;
	const hosts = watchOf(context)?.hosts() ?? [];
	const lines = linesOf(context);
	const list = listOf(context);
	const ink = {...context, hosts: hosts.length};
	const groups = lines.flatMap(line => 'job' in line ? [line.job] : []);
	const columns = jobColumns(groups, ink);
	const table: TableBlock = {kind: 'table', columns: columns.map(({of: _, ...column}) => column), rows: groups.map(group => columns.map(({of}) => of(group, ink)))};
	const {header, rowAt} = tableParts(table, width - 3);
	const view = visible(list, lines, listHeight(context));
	const rows = view.items.map((line, at) => {
		if (!('job' in line)) {
			return line.remark;
		}

		const isChosen = view.top + at === view.cursor;
		const sign = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
		const spans: Row = [{text: sign, style: 'accent'}, {text: `${list.marks.has(line.key) ? glyphs.marked : ' '} `, style: 'accent'}, ...rowAt(groups.indexOf(line.job))[0] ?? []];
		return isChosen && focused ? {spans, on: 'selection' as const} : spans;
	});
	const isSilent = hosts.length > 0 && hosts.every(({isUp, problem}) => !isUp || problem !== undefined);
	const nothing = groups.length === 0 && !isSilent ? [[{text: `   ${say(emptyText(hosts, list.filter))}`, style: 'dim' as const}]] : [];
	const day = dayRows(groups, hosts, context);
	const free = context.height - 1 - rows.length - nothing.length - hostRows(hosts, context).length;
	const changes = groups.flatMap(({next}) => next === null ? [] : nextCountdownChange(next, context.now) ?? []);
	return {
		rows: [...groups.length === 0 ? [] : header.map((row): Row => [{text: '   '}, ...row]), ...rows, ...nothing, ...hostRows(hosts, context), ...day.length < free ? day : []],
		nextChange: changes.length === 0 ? undefined : Math.min(...changes),
	};
}

function emptyText(hosts: readonly CronHost[], filter: string): Text {
	if (hosts.length === 0) {
		return texts.cron.noHosts;
	}

	return hosts.some(({jobs}) => jobs !== undefined) ? (filter === '' ? texts.cron.noJobs : texts.cron.noneFits) : texts.cron.asked;
}

/** Below the titles, and above what is said about hosts. */
function listHeight(context: PaneContext): number {
	return openedJob(context) ? Math.max(context.height, 1) : Math.max(context.height - 1 - hostRows(watchOf(context)?.hosts() ?? [], context).length, 1);
}

function historyOf(context: PaneContext): Row[] {
	const group = openedJob(context);
	return group ? historyRows(group, watchOf(context)?.history(group.name) ?? new Map(), {...context, width: context.width - 4}) : [];
}

function historyLines(rows: readonly Row[]): ListLine[] {
	return rows.map((_, at) => ({kind: 'row', key: `row ${at}`}));
}

function paintHistory(context: PaneContext): PanePainting {
	const {height, focused, glyphs, now} = context;
	const rows = historyOf(context);
	const view = visible(listOf(context), historyLines(rows), height);
	const isShort = rows.length <= height;
	const next = openedJob(context)?.next ?? null;
	return {
		rows: view.items.map((_, at) => {
			const sign = !isShort && view.top + at === view.cursor ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
			return [{text: `${sign}  `, style: 'accent' as const}, ...rows[view.top + at] ?? []];
		}),
		nextChange: next === null ? undefined : nextCountdownChange(next, now),
	};
}
