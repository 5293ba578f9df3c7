import type {Command} from './context.js';
import {agents, printAgents} from './agents.js';
import {wantsScreen} from './screen/wants-screen.js';
import {openFleet, type OpenedFleet} from './open-fleet.js';

/** `arthas-tui` alone: the screen, or where there is none who is there and how to go on. */
export const home: Command = async context => {
	const {json, ndjson, csv, watch} = context.flags;
	if ([json, ndjson, csv, watch].includes(true)) {
		return agents(context);
	}

	if (wantsScreen(context)) {
		return (await import('./screen.js')).screen(context);
	}

	const opened = await openFleet(context);
	try {
		printAgents(context, opened.fleet.agents.getSnapshot());
		context.err(goingOn(opened));
		return opened.missing > 0 ? 1 : 0;
	} finally {
		await opened.close();
	}
};

function goingOn(opened: OpenedFleet): string {
	const {length} = opened.fleet.agents.getSnapshot();
	const count = length === 0 ? 'No agent' : (length === 1 ? '1 agent' : `${length} agents`);
	const lines = [
		...example(opened),
		...joining(opened),
		...straight(opened),
		['--help', 'all commands'],
	];
	return `\n${count} from ${origin(opened)}. To go on:\n${lines.map(([command, what]) => `  arthas-tui ${command.padEnd(58)}  ${what}\n`).join('')}`;
}

function origin({source, fleet}: OpenedFleet): string {
	return {
		given: 'the servers that you named',
		found: `the server that runs at ${fleet.connections[0]?.endpoint.name ?? ''}`,
		embedded: 'a server of its own, for as long as this command ran',
	}[source];
}

type Hint = readonly [command: string, what: string];

/** A first command on somebody who is there and can be named without quotes. */
function example({fleet}: OpenedFleet): Hint[] {
	if (fleet.select('self').length > 0) {
		return [['exec --on self getinfo.kernel', 'this host answers']];
	}

	const agent = fleet.agents.getSnapshot().find(({kind, id}) => kind !== 'monitor' && /^[\w.-]+$/u.test(id));
	if (!agent) {
		return [];
	}

	return [agent.kind === 'jvm' ? [`exec --on ${agent.id} 'thread -n 3'`, 'its busiest threads'] : [`exec --on ${agent.id} getinfo.kernel`, 'that host answers']];
}

/** Whoever has named servers knows where they are. */
function straight({source}: OpenedFleet): Hint[] {
	return source === 'given' ? [] : [['exec --connect arthas+http://127.0.0.1:8563 \'thread -n 3\'', 'a JVM with Arthas attached, straight']];
}

/** Where a server stays it is told how to join it, else how to have one. */
function joining({agentsAt}: OpenedFleet): Hint[] {
	return agentsAt === undefined
		? [['serve', 'a server that stays, for JVMs to join']]
		: [['attach', 'JVMs of this host that could join, attach PID lets one in'], ['agents --watch', 'tells when one has joined']];
}
