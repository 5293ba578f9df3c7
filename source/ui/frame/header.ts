import type {Connection} from '../../core/client/connection.js';
import {running} from '../../actions/running.js';
import type {ActionContext} from '../../actions/context.js';
import type {Row} from '../../views/layout.js';
import {ageText} from '../../views/age-text.js';
import {cutText} from '../../views/cut-text.js';
import {lineWidth} from '../../views/fit-line.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {agentEntries, fleetCounts} from '../../workspace/agents.js';
import {clockTime} from '../clock-time.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';
import {betweenEdges} from './sgr-text.js';
import {tabRow} from './tab-row.js';

export type HeaderFacts = {
	program: ActionContext;
	glyphs: Glyphs;
	readOnly: boolean;
	isSlow: boolean;
	/** Time of the newest thing on the screen, and the time now (epoch ms). */
	newest: number | undefined;
	now: number;
};

/** Row 1: where am I, and is it true and how old. */
export function headerRow(facts: HeaderFacts, width: number): Row {
	const left = tabRow(facts.program.store.getSnapshot(), facts.program.say);
	// Servers and agents that are well can be told by their count, and the time needs no words.
	const full = factRows(facts, false);
	const parts = lineWidth(left) + lineWidth(full.flatMap(part => [...part, {text: '   '}])) > width ? factRows(facts, true) : full;
	// What matters least gives way first, whole.
	const dropOrder = [1, 2, 3];
	const shown = new Set(parts.keys());
	const rowOf = () => [...shown].sort((a, b) => a - b).flatMap(at => parts[at]!.length === 0 ? [] : [...parts[at]!, {text: '   '}]);
	for (const at of dropOrder) {
		if (lineWidth(left) + lineWidth(rowOf()) > width) {
			shown.delete(at);
		}
	}

	return betweenEdges(left, [...rowOf().slice(0, -1), {text: ' '}], width);
}

const counted = lastCall((...given: Parameters<typeof agentEntries>) => fleetCounts(agentEntries(...given)), undefined, 1);

function factRows({program, glyphs, readOnly, isSlow, newest, now}: HeaderFacts, isShort: boolean): Row[] {
	const {fleet, say} = program;
	const count = running(program).length;
	const {total, up, out, down, unknown} = counted(fleet.agents.getSnapshot(), fleet.health.getSnapshot());
	const counts = [
		total === 1 ? say(texts.frame.oneAgent) : say(texts.frame.agentCount, {count: total}),
		up > 0 && !isShort && say(texts.frame.up, {count: up}),
		out > 0 && say(texts.frame.out, {count: out}),
		down > 0 && say(texts.frame.down, {count: down}),
		unknown > 0 && say(texts.frame.unknown, {count: unknown}),
	].filter(text => text !== false).join(` ${glyphs.dot} `);
	return [
		[
			...readOnly ? [{text: `${say(texts.frame.readOnly)}  `, style: 'warn' as const}] : [],
			...isSlow ? [{text: `${say(texts.frame.slowLink)}  `, style: 'warn' as const}] : [],
			...serversRow(fleet.connections.getSnapshot(), {program, glyphs, now}, isShort),
		],
		[{text: counts}],
		count === 0 ? [] : [{text: say(texts.frame.running, {count})}],
		newest === undefined ? [] : [{text: isShort ? clockTime(newest) : say(texts.frame.newest, {time: clockTime(newest)})}],
	];
}

type ServerFacts = Pick<HeaderFacts, 'program' | 'glyphs' | 'now'>;

/** Many servers are told by those that are not well. */
function serversRow(connections: readonly Connection[], facts: ServerFacts, isShort: boolean): Row {
	const {program, glyphs} = facts;
	const unwell = connections.filter(({state}) => state.getSnapshot().name !== 'up').slice(0, 3);
	const isCounted = isShort && connections.length > 1;
	const shown = connections.length <= 3 && !isCounted ? connections : unwell;
	const spans = shown.flatMap((connection, index) => [...index === 0 ? [] : [{text: '  '}], ...serverSpans(connection, facts)]);
	const wellCount = connections.length - unwell.length;
	if (!isCounted || wellCount === 0) {
		return spans;
	}

	const count = program.say(wellCount === 1 ? texts.frame.oneServer : texts.frame.serverCount, {count: wellCount});
	return [...spans, {text: `${spans.length > 0 ? '  ' : ''}${count} `}, {text: glyphs.up, style: 'ok'}];
}

function serverSpans({endpoint: {name}, state}: Connection, {program: {say, fleet}, glyphs, now}: ServerFacts): Row {
	const text = cutText(safeText(name), 24, 'end');
	switch (state.getSnapshot().name) {
		case 'up': {
			return [{text: `${text} `}, {text: glyphs.up, style: 'ok'}];
		}

		case 'silent': {
			return [{text: `${text} `}, {text: `${glyphs.out} ${say(texts.frame.silent)}`, style: 'warn'}];
		}

		case 'connecting': {
			return [{text: `${text} `}, {text: `${glyphs.unknown} ${say(texts.frame.connecting)}`, style: 'dim'}];
		}

		default: {
			const lostAt = fleet.health.getSnapshot().find(server => server.name === name)?.lostAt ?? now;
			return [{text: `${text} `}, {text: `${glyphs.unknown} ${say(texts.frame.lost)} ${ageText(now - lostAt)}`.trimEnd(), style: 'bad'}];
		}
	}
}
