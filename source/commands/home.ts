import type {Agent} from '../core/client/agent.js';
import type {Command} from './context.js';
import {printAgents} from './agents.js';
import {openFleet, type OpenedFleet} from './open-fleet.js';

/** `arthas-tui` alone: who is there and how to go on, until there is a screen. */
export const home: Command = async context => {
	const opened = await openFleet(context);
	try {
		const agents = opened.fleet.agents.getSnapshot();
		printAgents(context, agents);
		context.err(goingOn(agents, sourceWords(opened)));
		return 0;
	} finally {
		await opened.close();
	}
};

function sourceWords({source, fleet}: OpenedFleet): string {
	return {
		given: 'the servers that you named',
		found: `the server that runs at ${fleet.connections[0]?.endpoint.name ?? ''}`,
		embedded: 'a server of its own, for as long as this command ran',
	}[source];
}

function goingOn([first, ...others]: readonly Agent[], from: string): string {
	const example = first === undefined || first.kind === 'host'
		? ['exec --on self getinfo.kernel', 'this host answers']
		: [`exec --on ${first.id} 'thread -n 3'`, 'its busiest threads'];
	const count = first === undefined ? 'No agent' : (others.length === 0 ? '1 agent' : `${others.length + 1} agents`);
	const lines = [
		example,
		['serve', 'a server that stays, for JVMs to join:'],
		[undefined, 'java "-javaagent:arthas-agent.jar=;channelServer=localhost:7700" -jar app.jar'],
		['exec --connect arthas+http://127.0.0.1:8563 \'thread -n 3\'', 'a JVM with Arthas attached, straight'],
		['--help', 'all commands'],
	];
	return `\n${count} from ${from}. To go on:\n${lines.map(([command, what]) => command === undefined ? `    ${what}\n` : `  arthas-tui ${command.padEnd(58)}  ${what}\n`).join('')}`;
}
