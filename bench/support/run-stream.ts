import type {AgentChild} from '../children/agent.js';
import type {ReaderChild} from '../children/reader.js';
import type {Child} from './child.js';
import type {NumberedCount} from './count-numbered.js';

export type Door = {server: string; start: string; along: string; body: (commandLine: string) => string};

export type StreamOutcome = {
	/** All readers together. */
	received: number;
	perSecond: number;
	/** Loss that a gap event told, loss that nothing told, and results out of order. */
	declared: number;
	undeclared: number;
	disordered: number;
};

export type Ends = {agent: Child<AgentChild>; reader: Child<ReaderChild>};

/** The server under test as a reader sees it, and the relay. */
export function serverDoor(server: string, agentId: string): Door {
	return {
		server,
		start: `/agent/${agentId}/sse_async_exec`,
		along: `/agent/${agentId}/sse_results/{requestId}`,
		body: commandLine => JSON.stringify({action: 'ASYNC_EXECUTE', executeParams: {commandLine, resultFormat: 'JSON'}}),
	};
}

export function relayDoor(server: string): Door {
	return {
		server, start: '/', along: '/', body: commandLine => commandLine,
	};
}

/** Streams `count` results from the agent to the readers and waits for the last reader that reads. */
export async function runStream({agent, reader}: Ends, {server, start, along, body}: Door, load: {count: number; readers?: number; stalled?: number}): Promise<StreamOutcome> {
	const {count, readers = 1, stalled = 0} = load;
	await reader.ask('open', {
		server, start, along, body: body(`stream ${count}`), readers, stalled,
	});
	await agent.ask('go');
	return sum(await reader.ask('finish'), count);
}

function sum(counts: NumberedCount[], expected: number): StreamOutcome {
	let received = 0;
	let declared = 0;
	let undeclared = 0;
	let disordered = 0;
	for (const count of counts) {
		// What is missing at the end was never jumped over.
		const missing = expected - count.received;
		received += count.received;
		declared += count.declared;
		undeclared += missing - count.declared;
		disordered += count.disordered;
	}

	const firstAt = Math.min(...counts.map(count => count.firstAt));
	const lastAt = Math.max(...counts.map(count => count.lastAt));
	return {
		received, perSecond: received / (lastAt - firstAt) * 1000, declared, undeclared, disordered,
	};
}
