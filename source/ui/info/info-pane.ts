import {partOf} from '../../actions/info/part-of.js';
import {type HostPartName, hostPartNames, hostParts} from '../../actions/live/host/host-parts.js';
import type {HostWatch} from '../../actions/live/host-watch.js';
import type {JsonObject} from '../../core/protocol/result.js';
import {layout, type Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {viewOf} from '../../views/index.js';
import {texts} from '../../words/index.js';
import {createList, visible, type ListLine} from '../../workspace/list-state.js';
import {labelsText} from '../../workspace/agents.js';
import {clockTime} from '../clock-time.js';
import {withGaps} from '../panes/fit-title.js';
import {lastCall} from '../panes/last-call.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';
import {
	dataOf, isOld, oldAt, type InfoFacts,
} from './info-facts.js';
import {overviewRows} from './overview.js';

/** How a host is: everything at one look, or one part of it in full. */
export const infoPane: PaneView = {
	title(context) {
		const {say, pane, glyphs, program: {fleet}} = context;
		const agent = fleet.agentOf(pane.target);
		const facts = factsOf(context);
		const where = agent ? [agent.ip, labelsText(agent.labels)].filter(part => part !== null && part !== '').join('  ') : '';
		const state = facts ? [{text: stateText(facts, context), rank: facts.back === undefined ? 1 : 0}, ...oldNames(facts, context).map(text => ({text, rank: 2}))] : [];
		const late = facts?.back === undefined ? undefined : 'warn' as const;
		return {
			left: [
				{text: `${say(texts.info.title)}  ${safeText(agent?.name ?? pane.title)}`},
				...where === '' ? [] : [{text: `  ${safeText(where)}`, style: 'dim' as const, rank: 3}],
				...partOf(pane) ? [{text: `  ${partOf(pane)}`}] : [],
			],
			right: [
				...pane.lost === undefined ? [] : [{text: `${safeText(pane.lost)}  `, style: 'warn' as const}],
				...withGaps(state.map(part => ({...part, style: late})), ` ${glyphs.dot} `),
			],
		};
	},
	paint(context) {
		const {pane, height, width, focused, glyphs, say} = context;
		const facts = factsOf(context);
		if (!facts) {
			return {rows: [[{text: `   ${say(texts.info.waiting, {name: safeText(pane.title)})}`, style: 'dim'}]]};
		}

		const rows = rowsOf(context, facts);
		const isShort = rows.length <= height;
		const view = visible(pane.list ?? createList(), linesOf(rows), height);
		return {
			rows: view.items.map((_, at) => {
				const isChosen = !isShort && view.top + at === view.cursor;
				const row: Row = [{text: isChosen ? (focused ? glyphs.cursor : glyphs.blurred) : ' ', style: 'accent'}, ...rows[view.top + at] ?? []];
				return row.length > 1 && width > 0 ? row : row.slice(0, 1);
			}),
			// How far back it is grows by the second.
			nextChange: facts.back === undefined ? nextChange(facts, askedNames(context)) : context.now + 1000,
		};
	},
	contexts: () => ['info', 'list'],
	list(context) {
		const facts = factsOf(context);
		return {lines: facts ? linesOf(rowsOf(context, facts)) : [], height: Math.max(context.height, 1), now: context.now};
	},
	isPatient: true,
};

function stateText({back, isPaused, everyMs}: InfoFacts, {say, now}: PaneContext): string {
	if (back !== undefined) {
		return say(texts.info.back, {time: clockTime(back), seconds: Math.round((now - back) / 1000)});
	}

	return isPaused ? say(texts.info.paused) : say(texts.info.every, {seconds: everyMs / 1000});
}

function watchOf({pane, program: {live}}: PaneContext): HostWatch | undefined {
	const thing = live.get(pane.live);
	return thing?.kind === 'host' ? thing.host : undefined;
}

function factsOf(context: PaneContext): InfoFacts | undefined {
	const watch = watchOf(context);
	const {now, say, glyphs, program: {settings}, pane} = context;
	if (!watch) {
		return undefined;
	}

	const before = watch.past().find(({at}) => at === pane.data?.['at']);
	return {
		answers: before?.answers ?? watch.answers(), courses: before?.courses ?? watch.courses(), everyMs: watch.everyMs, order: watch.order, back: before?.at,
		// What was shown then was not old then.
		now: before?.at ?? now, isPaused: pane.data?.['paused'] === true, limits: settings.infoLimits, say, glyphs,
	};
}

function rowsOf(context: PaneContext, facts: InfoFacts): Row[] {
	const part = partOf(context.pane);
	return part === undefined ? overviewRows(facts, context.width - 2) : partRows(part, facts, context.width - 2);
}

/** One part in full, as `info` prints it. What a host is stands in two answers. */
function partRows(part: HostPartName, facts: InfoFacts, width: number): Row[] {
	return (part === 'kernel' ? ['kernel', 'os'] as const : [part]).flatMap(name => {
		const data = dataOf(facts, name);
		const problem = facts.answers.get(name)?.problem;
		return [
			...problem === undefined ? [] : [[{text: `${facts.glyphs.unknown} ${safeText(problem)}`, style: 'warn' as const}]],
			...data === undefined ? [[{text: facts.say(texts.info.asked), style: 'dim' as const}]] : drawn(name, data, width),
		];
	});
}

/** A thousand packages are laid out once, and not with each frame and key. */
const drawn = lastCall((name: HostPartName, data: JsonObject, width: number): Row[] => layout(viewOf({type: `getinfo.${name === 'tree' ? 'processes' : name}`, data}), width));

function linesOf(rows: readonly Row[]): ListLine[] {
	return rows.map((_, at) => ({kind: 'row', key: String(at)}));
}

/** What is asked for now: of what stands apart only that which is shown. */
function askedNames({pane}: PaneContext): HostPartName[] {
	return hostPartNames.filter(name => name === partOf(pane) || !hostParts.some(part => part.name === name && part.isApart));
}

function oldNames(facts: InfoFacts, context: PaneContext): string[] {
	const {say} = context;
	const old = askedNames(context).filter(name => isOld(facts, name));
	return old.length === 0 ? [] : [say(texts.info.old, {count: old.length, names: old.length > 3 ? `${old.slice(0, 3).join(', ')} …` : old.join(', ')})];
}

/** When the first of the answers that are fresh becomes old. */
function nextChange(facts: InfoFacts, names: readonly HostPartName[]): number | undefined {
	const times = names.map(name => oldAt(facts, name)).filter(time => time !== undefined && time > facts.now) as number[];
	return times.length === 0 ? undefined : Math.min(...times);
}
