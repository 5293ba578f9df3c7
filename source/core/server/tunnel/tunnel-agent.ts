import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import type {RawData, WebSocket} from 'ws';
import {readTunnelQuery, writeTunnelFrame} from '../../protocol/tunnel/frame.js';
import {readTunnelHttpAnswer, type TunnelHttpAnswer} from '../../protocol/tunnel/http-answer.js';
import type {AgentConnection} from '../agent-connection.js';
import {steadyNow} from '../clock.js';
import {agentBusy, agentGone, RequestFailure} from '../failure.js';

export type TunnelAgentOptions = {id: string; version: string; host: string; port: number; peer: string; onSign: () => void};

/** The agent gives its own web server 5 s to connect and 5 s to answer. */
const answerMs = 15_000;
/** It answers one after the other, so that more would only wait longer. */
const mostWaiting = 16;

/** The control connection of a stock agent: it is told to open tunnels, and asked for its files. */
export class TunnelAgent implements AgentConnection {
	readonly id: string;
	/** Of Arthas; empty where it doesn't say. */
	readonly version: string;
	readonly host: string;
	readonly port: number;
	readonly peer: string;
	/** When it was last heard of, by `steadyNow`. */
	heardAt = steadyNow();
	readonly #socket: WebSocket;
	readonly #asked = new Map<string, (answer: TunnelHttpAnswer | RequestFailure) => void>();
	#turn: Promise<unknown> = Promise.resolve();
	#waiting = 0;

	constructor(socket: WebSocket, {id, version, host, port, peer, onSign}: TunnelAgentOptions) {
		this.#socket = socket;
		this.id = id;
		this.version = version;
		this.host = host;
		this.port = port;
		this.peer = peer;
		const hear = () => {
			this.heardAt = steadyNow();
			onSign();
		};

		socket.on('ping', hear).on('pong', hear);
		socket.on('message', (data, isBinary) => {
			hear();
			if (!isBinary) {
				this.#take(data);
			}
		});
		socket.once('close', () => {
			for (const give of this.#asked.values()) {
				give(agentGone(id));
			}
		});
	}

	tell(method: string, parameters: Readonly<Record<string, string>>): void {
		if (this.#socket.readyState === this.#socket.OPEN) {
			this.#socket.send(writeTunnelFrame(method, {id: this.id, ...parameters}));
		}
	}

	beat(): void {
		if (this.#socket.readyState === this.#socket.OPEN) {
			this.#socket.ping();
		}
	}

	async ping(limitMs: number): Promise<boolean> {
		return new Promise(resolve => {
			const end = (isAlive: boolean) => {
				clearTimeout(timer);
				this.#socket.off('pong', alive).off('close', gone);
				resolve(isAlive);
			};

			const alive = () => {
				end(true);
			};

			const gone = () => {
				end(false);
			};

			const timer = setTimeout(gone, limitMs);
			this.#socket.once('pong', alive).once('close', gone);
			this.beat();
		});
	}

	cut(): void {
		this.#socket.terminate();
	}

	/** GET on the web server inside the agent, one at a time. Rejects with a `RequestFailure`. */
	async fetch(targetUrl: string): Promise<TunnelHttpAnswer> {
		if (this.#waiting >= mostWaiting) {
			throw agentBusy(this.id, this.#waiting);
		}

		this.#waiting++;
		const before = this.#turn;
		const asked = (async () => {
			await before;
			return this.#ask(targetUrl);
		})();
		// The next one waits for the end of this, whatever it is.
		this.#turn = Promise.allSettled([asked]);
		try {
			return await asked;
		} finally {
			this.#waiting--;
		}
	}

	async #ask(targetUrl: string): Promise<TunnelHttpAnswer> {
		if (this.#socket.readyState !== this.#socket.OPEN) {
			throw agentGone(this.id);
		}

		const requestId = randomBytes(16).toString('hex');
		const answer = await new Promise<TunnelHttpAnswer | RequestFailure>(resolve => {
			const timer = setTimeout(() => {
				resolve(new RequestFailure({
					status: 504, code: 'DEADLINE', message: `${this.id} gave no file in ${answerMs / 1000} s`, agentId: this.id,
				}));
			}, answerMs);
			this.#asked.set(requestId, given => {
				clearTimeout(timer);
				resolve(given);
			});
			this.tell('httpProxy', {targetUrl, requestId});
		});
		this.#asked.delete(requestId);
		if (answer instanceof RequestFailure) {
			throw answer;
		}

		return answer;
	}

	#take(data: RawData): void {
		const query = readTunnelQuery(textOf(data));
		const give = query.get('method') === 'httpProxy' ? this.#asked.get(query.get('requestId') ?? '') : undefined;
		if (!give) {
			return;
		}

		try {
			give(readTunnelHttpAnswer(query.get('responseData') ?? ''));
		} catch (error) {
			give(new RequestFailure({status: 502, message: (error as Error).message, agentId: this.id}));
		}
	}
}

function textOf(data: RawData): string {
	return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');
}
