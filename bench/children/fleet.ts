// Many agents in one process, each with a TCP connection of its own.
import {answer, type Vitals} from '../support/answer.js';
import {startBenchAgent} from '../support/bench-agent.js';

/** Fewer than the backlog of a listening socket, so that no connection waits for the kernel's second try. */
const atOnce = 256;

const handlers = {
	/** Starts agents `bench-0000`…; ms until the server has taken the request stream of the last one. */
	async join(address: string, count: number) {
		const startedAt = performance.now();
		let next = 0;
		const worker = async () => {
			while (next < count) {
				await startBenchAgent(address, `bench-${String(next++).padStart(4, '0')}`);
			}
		};

		await Promise.all(Array.from({length: atOnce}, worker));
		return performance.now() - startedAt;
	},
};

export type FleetChild = typeof handlers & Vitals;

answer(handlers);
