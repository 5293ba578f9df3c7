import type {PluginsWatch} from '../../actions/live/plugins-watch.js';
import type {Span, TableBlock} from '../../views/block.js';
import {wrapLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {tableParts} from '../../views/layout-table.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {createList, visible, type ListLine} from '../../workspace/list-state.js';
import type {MonitorPlugin} from '../../workspace/monitor.js';
import {clockTime} from '../clock-time.js';
import {withGaps} from '../panes/fit-title.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';
import {figureRows} from './figure-rows.js';

/** The plug-ins of a monitoring agent with what we called, the risk of it, and what the agent measures. */
export const pluginsPane: PaneView = {
	title(context) {
		const {say, pane, glyphs, program: {fleet}} = context;
		const agent = fleet.agentOf(pane.target);
		const watch = watchOf(context);
		const [count, at] = [watch?.plugins()?.filter(({enabled}) => enabled !== undefined).length, watch?.at()];
		const facts = [
			...count === undefined ? [] : [{text: say(texts.monitor.count, {count}), rank: 2}],
			...at === undefined ? [] : [{text: say(texts.monitor.asOf, {time: clockTime(at)}), rank: 1}],
		];
		return {
			left: [
				{text: `${say(texts.monitor.title)}  ${safeText(agent?.name ?? pane.title)}`},
				{text: agent ? `  loda ${safeText(agent.version ?? '?')}  ${safeText(agent.labels['ns'] ?? '')}` : '', style: 'dim', rank: 3},
			],
			right: [...pane.lost === undefined ? [] : [{text: `${safeText(pane.lost)}  `, style: 'warn' as const}], ...withGaps(facts, ` ${glyphs.dot} `)],
		};
	},
	paint(context) {
		const {focused, glyphs, say, pane, width} = context;
		const plugins = pluginsOf(context);
		const {header, rowAt} = tableParts(tableOf(plugins, context), width - 3);
		const view = visible(pane.list ?? createList(), linesOf(plugins), listHeight(context));
		const rows = view.items.map((_, at) => {
			const isChosen = view.top + at === view.cursor;
			const sign = isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
			const spans: Row = [{text: `${sign}  `, style: 'accent'}, ...rowAt(view.top + at)[0] ?? []];
			return isChosen && focused ? {spans, on: 'selection' as const} : spans;
		});
		const empty = say(watchOf(context)?.plugins() ? texts.monitor.none : texts.monitor.waiting, {name: safeText(pane.title)});
		return {
			rows: [
				...plugins.length === 0 ? [[{text: `   ${empty}`, style: 'dim' as const}]] : header.map((row): Row => [{text: '   '}, ...row]),
				...rows,
				...footRows(context),
			],
		};
	},
	contexts: () => ['plugins', 'list'],
	list: context => ({lines: linesOf(pluginsOf(context)), height: listHeight(context), now: context.now}),
	isPatient: true,
};

function watchOf({pane, program: {live}}: PaneContext): PluginsWatch | undefined {
	const thing = live.get(pane.live);
	return thing?.kind === 'plugins' ? thing.plugins : undefined;
}

function pluginsOf(context: PaneContext): readonly MonitorPlugin[] {
	return watchOf(context)?.plugins() ?? [];
}

function linesOf(plugins: readonly MonitorPlugin[]): ListLine[] {
	return plugins.map(({key}) => ({key, kind: 'row'}));
}

/** Below the titles, and above the risk and the figures. */
function listHeight(context: PaneContext): number {
	return Math.max(context.height - 1 - footRows(context).length, 1);
}

function footRows(context: PaneContext): Row[] {
	const {say, glyphs, width} = context;
	const watch = watchOf(context);
	const problem = watch?.problem();
	const risk = wrapLine([{text: `${glyphs.alert} ${say(texts.monitor.risk)}`, style: 'warn'}], Math.max(width - 4, 20));
	return [
		[],
		...problem === undefined ? [] : [[{text: `   ${glyphs.failed} ${safeText(problem)}`, style: 'bad' as const}]],
		...risk.map((row): Row => [{text: '   '}, ...row]),
		...figureRows(watch?.figures() ?? [], context),
	];
}

function tableOf(plugins: readonly MonitorPlugin[], context: PaneContext): TableBlock {
	const {namespace, plugin, cycle, state, last, answer} = texts.monitor;
	const {say} = context;
	return {
		kind: 'table',
		columns: [
			{title: say(namespace), min: 8},
			{title: say(plugin), min: 8},
			{title: say(cycle), optional: true},
			{title: say(state), min: 10},
			{title: say(last), min: 12},
			{title: say(answer), min: 12, optional: true},
		],
		rows: plugins.map(row => [
			[{text: row.namespace}],
			[{text: row.plugin}],
			[{text: say(row.enabled === undefined ? texts.monitor.onDemand : texts.monitor.periodic)}],
			[stateSpan(row, context)],
			[lastSpan(row, context)],
			[answerSpan(row, context)],
		]),
	};
}

function stateSpan({enabled}: MonitorPlugin, {say, glyphs}: PaneContext): Span {
	if (enabled === undefined) {
		return {text: `? ${say(texts.monitor.unknown)}`, style: 'info'};
	}

	return enabled ? {text: `${glyphs.up} ${say(texts.monitor.enabled)}`, style: 'ok'} : {text: `${glyphs.down} ${say(texts.monitor.disabled)}`, style: 'dim'};
}

function lastSpan({last}: MonitorPlugin, {glyphs}: PaneContext): Span {
	if (!last) {
		return {text: glyphs.none, style: 'dim'};
	}

	const {at, verb, isWell, answer} = last;
	const sign = answer === undefined ? glyphs.timed : (isWell ? glyphs.ok : glyphs.failed);
	return {text: `${clockTime(at)}  ${sign} ${verb}`, style: answer === undefined ? 'info' : (isWell ? 'ok' : 'bad')};
}

function answerSpan({last, enabled}: MonitorPlugin, {say}: PaneContext): Span {
	if (!last) {
		return {text: enabled === false ? say(texts.monitor.ignores) : '', style: 'dim'};
	}

	if (last.answer === undefined) {
		return {text: say(texts.monitor.runs), style: 'info'};
	}

	return {text: `${last.answer}${last.verb === 'run' && last.isWell ? ` ${say(texts.monitor.noOutput)}` : ''}`};
}
