import type {Agent} from '../core/client/agent.js';
import {excerpt} from '../core/protocol/excerpt.js';
import {agentsView} from '../views/agents.js';
import {toJson} from './agents/to-json.js';
import {watchFleet} from './agents/watch-fleet.js';
import type {Command, CommandContext} from './context.js';
import {jsonLine, jsonText} from './json-text.js';
import {openFleet, tellNotes} from './open-fleet.js';
import {printBlocks} from './print-blocks.js';
import {toCsv} from './to-csv.js';

/** `agents [expression]`: what is in reach; with `--watch` what changes. */
export const agents: Command = async context => {
	const {flags, input, interrupted} = context;
	const expression = input.join(' ');
	const opened = await openFleet(context);
	try {
		const list = opened.fleet.select(expression);
		print(context, list);
		tellNotes(context, opened.fleet, connection => connection.agents.getSnapshot().length > 0);
		if (flags.watch) {
			await watchFleet(context, opened.fleet, expression);
		}

		return interrupted.aborted ? 130 : (opened.missing > 0 || list.some(({id}) => opened.absent.has(id)) ? 1 : 0);
	} finally {
		await opened.close();
	}
};

function print(context: CommandContext, list: Agent[]): void {
	const {flags, out} = context;
	// What is watched has no end, so that it can't be one value.
	if (flags.ndjson === true || (flags.json === true && flags.watch)) {
		const time = new Date().toISOString();
		out(list.map(agent => jsonLine({time, event: 'agent', agent: toJson(agent)})).join(''));
	} else if (flags.json) {
		out(jsonText(list.map(agent => toJson(agent))));
	} else if (flags.csv) {
		out(toCsv(list.map(agent => toJson(agent))));
	} else {
		printAgents(context, list, context.input.join(' '));
	}
}

export function printAgents(context: CommandContext, list: readonly Agent[], expression = ''): void {
	if (list.length === 0) {
		context.err(expression === '' ? 'no agents\n' : `no agent fits “${excerpt(expression, 0, 200)}”\n`);
		return;
	}

	printBlocks(context, [agentsView(list.map(agent => ({...agent, lastSeen: agent.lastSeen === null ? null : Math.max(0, Date.now() - agent.lastSeen)})))]);
}
