import {randomBytes} from 'node:crypto';
import type {ActionRequest, ActionResponse} from '../../../source/core/protocol/generated/ArthasService.js';
import {Budget} from '../simulation/budget.js';
import {Clock} from '../simulation/clock.js';
import {hashOrder} from '../simulation/json-text.js';
import {Moments} from '../simulation/moments.js';
import {SimulatedAgent} from './agent.js';
import {Exchange} from './exchange.js';
import {
	type AgentScript, type JavaChannelScript, type Times, timesOf,
} from './script.js';

/** What an operator's wait for the first message of a request can end with. */
export type First = ActionResponse | 'timeout' | 'ceiling';

/** The answer of a thread of the real server that is stuck. */
const hang = new Promise<never>(() => {
	// Nothing ever settles it.
});

/** What the two doors of the server share: agents, messages, quirks, time. */
export class ChannelCore implements Disposable {
	readonly script: JavaChannelScript;
	readonly times: Times;
	readonly clock = new Clock();
	readonly moments = new Moments();
	readonly exchange: Exchange;
	readonly agents = new Map<string, SimulatedAgent>();
	readonly budgets;
	/** `exec` and the like that ended without an answer of the agent. */
	timeouts = 0;
	readonly #queued = new Map<string, ActionRequest[]>();

	constructor(script: JavaChannelScript) {
		this.script = script;
		this.times = timesOf(script);
		this.exchange = new Exchange({clock: this.clock, capacity: script.queueCapacity ?? 1000, survivalMs: script.topicSurvivalMs ?? 60_000});
		this.budgets = {
			lateInterrupts: new Budget(script.lateInterrupts),
			lateAcks: new Budget(script.lateAcks),
			halfBanners: new Budget(script.halfBanners),
			stranded: new Budget(script.strandedStreams),
			cuts: new Budget(script.cut && (script.cut.streams ?? 1)),
			foreign: new Budget(script.foreignEvents),
		};
		for (const agent of script.agents ?? ['mg1']) {
			this.addAgent(agent);
		}
	}

	/** Registers an agent, and gives it what was queued for its id. */
	addAgent(agent: string | AgentScript): SimulatedAgent {
		const info = typeof agent === 'string' ? {agentId: agent} : agent;
		const {script, exchange, clock, budgets} = this;
		const added = new SimulatedAgent({
			info, script, exchange, clock, budgets, changed: this.moments.notify,
		});
		this.agents.set(info.agentId, added);
		this.renew(info.agentId);
		return added;
	}

	/** The agents in the order of a Java hash map. */
	list(): SimulatedAgent[] {
		return hashOrder([...this.agents.keys()]).flatMap(id => this.agents.get(id) ?? []);
	}

	/** A request id as the server makes them; one that the caller gave is always overwritten. */
	newRequestId(): string {
		return randomBytes(18).toString('base64').replaceAll(/[^A-Za-z\d]/g, 'x').slice(0, 12);
	}

	/** Gives a request to its agent, or queues it; false when the queue is full and the real server's thread hangs. */
	deliver(request: ActionRequest): boolean {
		const agent = this.agents.get(request.agentId);
		if (agent?.connected) {
			this.clock.soon(() => {
				agent.handle(request);
			});
			return true;
		}

		const queue = this.#queued.get(request.agentId) ?? [];
		this.#queued.set(request.agentId, queue);
		return queue.length < 1000 && queue.push(request) > 0;
	}

	/** Delivers what was queued for an agent. The queue keeps it: every renewal (30 s of silence) delivers it again. */
	renew(agentId: string): void {
		for (const request of this.#queued.get(agentId) ?? []) {
			const agent = this.agents.get(agentId);
			this.clock.soon(() => {
				agent?.handle(request);
			});
		}
	}

	/** Sends a request and waits for its first message, as long as the real server would. */
	async ask(request: ActionRequest, waitMs: number): Promise<First> {
		const {ceilingMs} = this.times;
		const answer = this.exchange.first(request.agentId, request.requestId, Math.min(waitMs, ceilingMs));
		if (!this.deliver(request)) {
			return hang;
		}

		const first = await answer;
		if (first !== 'timeout') {
			return first;
		}

		this.timeouts++;
		return waitMs > ceilingMs ? 'ceiling' : 'timeout';
	}

	/** Two timers of the real server race at the end of a wait, one makes a 500, the other one a 200. */
	timeoutShape(): '500' | '200' {
		const {timeoutAnswer = '500'} = this.script;
		if (timeoutAnswer === 'both') {
			return this.timeouts % 2 === 1 ? '500' : '200';
		}

		return timeoutAnswer;
	}

	[Symbol.dispose](): void {
		this.clock[Symbol.dispose]();
		this.moments.end();
	}
}
