import type {Agent} from '../core/client/agent.js';
import {agentsView} from '../views/agents.js';
import type {Command, CommandContext} from './context.js';
import {openFleet} from './open-fleet.js';
import {printBlocks} from './print-blocks.js';
import {toCsv} from './to-csv.js';

/** `agents [expression]`: what is in reach; with `--watch` what changes. */
export const agents: Command = async context => {
	const {flags, input, interrupted} = context;
	const expression = flags.on ?? (input.length > 0 ? input.join(' ') : '');
	const opened = await openFleet(context);
	try {
		const {fleet} = opened;
		print(context, fleet.select(expression));
		if (flags.watch) {
			await watch(context, {select: () => fleet.select(expression), subscribe: fleet.agents.subscribe, until: interrupted});
		}

		return interrupted.aborted ? 130 : 0;
	} finally {
		await opened.close();
	}
};

function print(context: CommandContext, list: Agent[]): void {
	const {flags, out} = context;
	if (flags.ndjson) {
		out(list.map(agent => `${JSON.stringify({time: new Date().toISOString(), event: 'agent', agent: toJson(agent)})}\n`).join(''));
	} else if (flags.json) {
		out(`${JSON.stringify(list.map(agent => toJson(agent)), undefined, 2)}\n`);
	} else if (flags.csv) {
		out(toCsv(list.map(agent => toJson(agent))));
	} else {
		printAgents(context, list);
	}
}

export function printAgents(context: CommandContext, list: readonly Agent[]): void {
	printBlocks(context, [agentsView(list.map(agent => ({...agent, lastSeen: agent.lastSeen === null ? null : Math.max(0, Date.now() - agent.lastSeen)})))]);
}

/** The stable shape for programs: keys are added, never renamed; what is unknown is null. */
function toJson({id, name, kind, via, results, app, status, host, ip, version, lastSeen, labels, server, ref}: Agent): Record<string, unknown> {
	return {
		id, name, kind, via, results, app, status, host, ip, version, lastSeen: lastSeen === null ? null : new Date(lastSeen).toISOString(), labels, server, ref,
	};
}

/** A line for each agent that came, went or changed its state. */
async function watch(context: CommandContext, {select, subscribe, until}: {select: () => Agent[]; subscribe: (listener: () => void) => () => void; until: AbortSignal}): Promise<void> {
	let known = new Map(select().map(agent => [agent.ref, agent]));
	const tell = (event: 'add' | 'change' | 'remove', agent: Agent) => {
		const time = new Date().toISOString();
		context.out(context.flags.json ?? context.flags.ndjson
			? `${JSON.stringify({time, event, agent: toJson(agent)})}\n`
			: `${time.slice(11, 19)} ${event.padEnd(6)} ${agent.id} ${agent.status}\n`);
	};

	const unsubscribe = subscribe(() => {
		const now = new Map(select().map(agent => [agent.ref, agent]));
		for (const [ref, agent] of now) {
			const was = known.get(ref);
			if (was?.status !== agent.status || was.registeredAt !== agent.registeredAt) {
				tell(was ? 'change' : 'add', agent);
			}
		}

		for (const [ref, agent] of known) {
			if (!now.has(ref)) {
				tell('remove', agent);
			}
		}

		known = now;
	});
	await new Promise<void>(resolve => {
		if (until.aborted) {
			resolve();
		}

		until.addEventListener('abort', () => {
			resolve();
		}, {once: true});
	});
	unsubscribe();
}
