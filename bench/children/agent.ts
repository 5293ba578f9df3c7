// One agent, or the same one at several servers.
import {answer, type Vitals} from '../support/answer.js';
import {startBenchAgent, type BenchAgent} from '../support/bench-agent.js';

const agents: BenchAgent[] = [];

const handlers = {
	async join(address: string, agentId: string) {
		agents.push(await startBenchAgent(address, agentId));
	},
	/** Lets the streams that wait begin. */
	go() {
		for (const agent of agents) {
			agent.go();
		}
	},
	/** Ends the stream of the first one; how many results it had. */
	halt: async () => agents[0]?.halt() ?? 0,
};

export type AgentChild = typeof handlers & Vitals;

answer(handlers);
