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
};

export type AgentChild = typeof handlers & Vitals;

answer(handlers);
