import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {WebSocket} from 'ws';
import {steadyNow} from '../clock.js';
import {agentGone, RequestFailure} from '../failure.js';
import type {Address} from '../options.js';
import type {TunnelAgent} from './tunnel-agent.js';

/** A tunnel of one console, while it is open. */
export type Leg = {id: string; socket: WebSocket; host: string; port: number};

/** The stock server waits as long. */
const dialMs = 20_000;

/** Which tunnel agents are connected, and who waits for which of them to dial back. */
export class Tunnels {
	/** Where agents come in, once the door is open. */
	address: Address | undefined;
	readonly #settleMs: number;
	readonly #agents = new Map<string, TunnelAgent>();
	/** When the first connection of an agent came, for as long as its shell may not be up yet. */
	readonly #fresh = new Map<string, number>();
	readonly #awaited = new Map<string, (leg: Leg) => void>();
	readonly #legs = new Map<string, Leg>();

	/** `settleMs`: so long after it came for the first time no console is opened on an agent. */
	constructor(settleMs: number) {
		this.#settleMs = settleMs;
	}

	get agents(): TunnelAgent[] {
		return [...this.#agents.values()];
	}

	get legs(): Leg[] {
		return [...this.#legs.values()];
	}

	agent(agentId: string): TunnelAgent | undefined {
		return this.#agents.get(agentId);
	}

	add(agent: TunnelAgent, {isFirst}: {isFirst: boolean}): void {
		this.#agents.set(agent.id, agent);
		if (isFirst) {
			this.#fresh.set(agent.id, steadyNow());
		}
	}

	/** A connection that another one has taken over from takes nothing with it. */
	remove(agent: TunnelAgent): void {
		if (this.#agents.get(agent.id) === agent) {
			this.#agents.delete(agent.id);
			this.#fresh.delete(agent.id);
		}
	}

	isAwaited(connectionId: string): boolean {
		return this.#awaited.has(connectionId);
	}

	/** The agent has dialled back; its frames wait until somebody listens. */
	take(leg: Leg): void {
		const give = this.#awaited.get(leg.id);
		if (!give) {
			leg.socket.terminate();
			return;
		}

		leg.socket.pause();
		this.#legs.set(leg.id, leg);
		leg.socket.once('close', () => {
			this.#legs.delete(leg.id);
		});
		give(leg);
	}

	/** Has the agent open a tunnel; paused until it is resumed. Rejects with a `RequestFailure`, or with the signal's reason. */
	async dial(agentId: string, signal: AbortSignal): Promise<WebSocket> {
		await this.#settled(agentId, signal);
		const agent = this.#agents.get(agentId);
		if (!agent) {
			throw agentGone(agentId);
		}

		// It is all that the agent shows when it dials back.
		const clientConnectionId = randomBytes(20).toString('hex').toUpperCase();
		try {
			return await new Promise<WebSocket>((resolve, reject) => {
				const timer = setTimeout(() => {
					reject(noTunnel(agentId));
				}, dialMs);
				const leave = () => {
					clearTimeout(timer);
					reject(signal.reason as Error);
				};

				this.#awaited.set(clientConnectionId, ({socket}) => {
					clearTimeout(timer);
					signal.removeEventListener('abort', leave);
					resolve(socket);
				});
				signal.addEventListener('abort', leave, {once: true});
				agent.tell('startTunnel', {clientConnectionId});
			});
		} finally {
			this.#awaited.delete(clientConnectionId);
		}
	}

	/** An agent registers before its shell is up, and a tunnel of that moment stays silent for ever (4.1.5). */
	async #settled(agentId: string, signal: AbortSignal): Promise<void> {
		const restMs = (this.#fresh.get(agentId) ?? Number.NEGATIVE_INFINITY) + this.#settleMs - steadyNow();
		if (restMs > 0) {
			await delay(restMs, undefined, {signal});
		}
	}
}

export const noTunnel = (agentId: string) => new RequestFailure({
	status: 504, code: 'DEADLINE', ran: 'no', message: `${agentId} opened no tunnel in ${dialMs / 1000} s: its JVM may be frozen`, agentId,
});
