import type {RawData, WebSocket} from 'ws';
import {timeoutSignal} from '../../timeout-signal.js';
import {RequestFailure} from '../failure.js';
import {closeConsole, closeForFailure} from '../websocket/close-console.js';
import {relay} from './relay.js';
import {noTunnel, type Tunnels} from './tunnels.js';

/** A shell writes its banner at once, or 2 s later where the version check on the Internet hangs; else it never will. */
const silentMs = 3500;
const openMs = 25_000;
const pingMs = 20_000;
const goodbyeMs = 1000;
/** What an operator may type before the agent has opened the console. */
const earlyFrames = 1000;

/** One operator's terminal on a tunnel agent: a tunnel of its own, frame by frame. */
export class TunnelConsole {
	readonly agentId: string;
	readonly #client: WebSocket;
	readonly #tunnels: Tunnels;
	readonly #early: Array<{data: RawData; isBinary: boolean}> = [];
	readonly #left = new AbortController();
	#pass: ((data: RawData, isBinary: boolean) => void) | undefined;
	#isAlive = true;

	constructor(client: WebSocket, agentId: string, tunnels: Tunnels) {
		this.#client = client;
		this.agentId = agentId;
		this.#tunnels = tunnels;
		client.on('error', () => undefined);
	}

	async open(): Promise<void> {
		const client = this.#client;
		client.once('close', () => {
			this.#left.abort(new Error('the operator has left'));
		});
		client.on('message', (data, isBinary) => {
			if (this.#pass) {
				this.#pass(data, isBinary);
			} else if (this.#early.length < earlyFrames) {
				this.#early.push({data, isBinary});
			}
		});
		try {
			await this.#connect();
		} catch (error) {
			closeForFailure(client, error instanceof RequestFailure ? error : noTunnel(this.agentId));
		}
	}

	close(code: number, reason: string): void {
		closeConsole(this.#client, code, reason);
	}

	/** A tunnel that shows nothing was opened before the shell was up, and another one helps. */
	async #connect(): Promise<void> {
		const signal = AbortSignal.any([this.#left.signal, timeoutSignal(openMs)]);
		for (;;) {
			const leg = await this.#tunnels.dial(this.agentId, signal);
			if (await this.#hasBegun(leg, signal)) {
				return;
			}

			hangUp(leg);
		}
	}

	/** Joins both sides with the first frame: what is typed before it would be lost (4.1.5). False where none comes. */
	async #hasBegun(leg: WebSocket, signal: AbortSignal): Promise<boolean> {
		return new Promise(resolve => {
			const end = (hasBegun: boolean) => {
				clearTimeout(timer);
				signal.removeEventListener('abort', leave);
				leg.off('message', begin).off('close', leave);
				resolve(hasBegun);
			};

			const leave = () => {
				end(false);
			};

			const begin = (first: RawData) => {
				end(true);
				this.#join(leg, first);
			};

			const timer = setTimeout(leave, silentMs);
			signal.addEventListener('abort', leave, {once: true});
			leg.once('message', begin).once('close', leave).resume();
		});
	}

	#join(leg: WebSocket, first: RawData): void {
		const client = this.#client;
		const standstill = () => {
			this.close(1009, 'the console wrote faster than it was read');
			// The operator may take long to see that, and the agent must not wait for it.
			leg.terminate();
		};

		const show = relay(leg, client, standstill);
		this.#pass = relay(client, leg, standstill);
		leg.on('message', show).once('close', code => {
			// A shell that ends says good-bye; a JVM that dies does not.
			this.close(code === 1000 ? 1000 : 4503, code === 1000 ? 'Bye' : `${this.agentId} or its connection is gone`);
		});
		const pinger = setInterval(() => {
			this.#ping(leg);
		}, pingMs);
		client.on('pong', () => {
			this.#isAlive = true;
		}).once('close', () => {
			clearInterval(pinger);
			hangUp(leg);
		});
		show(first, false);
		for (const {data, isBinary} of this.#early.splice(0)) {
			this.#pass(data, isBinary);
		}
	}

	/** Proxies on the way forget a connection on which nothing comes. */
	#ping(leg: WebSocket): void {
		leg.ping();
		if (this.#isAlive) {
			this.#isAlive = false;
			this.#client.ping();
		} else {
			this.#client.terminate();
		}
	}
}

/** The agent takes a close for the end of its shell, and hangs up without one of its own. */
function hangUp(leg: WebSocket): void {
	leg.close(1000);
	setTimeout(() => {
		leg.terminate();
	}, goodbyeMs).unref();
}
