import {setTimeout as delay} from 'node:timers/promises';
import {ArthasError, isArthasError} from '../../error.js';
import {writeMessage} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import {writable} from '../../readable.js';
import type {CallTable} from './call-table.js';
import {Conversation} from './conversation.js';
import {findServer, type FindOptions} from './find-server.js';

export type DialState =
	| {name: 'connecting'}
	| {name: 'connected'; at: string}
	| {name: 'waiting'; error: ArthasError}
	| {name: 'closed'};

export type DialOutOptions = Omit<FindOptions, 'signal'> & {
	calls: CallTable;
	keepAliveMs: number;
	/** The first pause between two attempts, ms; it doubles up to thirty times as much, give or take a quarter. */
	backOffMs?: number | undefined;
};

/** What is kept for the server while it is away, and told when it is back. */
const mostUntold = 1000;
const settledMs = 30_000;

/** Keeps this agent connected to the server that it was given, for as long as it lives. */
export class DialOut {
	readonly state = writable<DialState>({name: 'connecting'});
	readonly #options: DialOutOptions;
	readonly #closing = new AbortController();
	readonly #untold: JsonObject[] = [];
	readonly #running: Promise<void>;
	#conversation: Conversation | undefined;

	constructor(options: DialOutOptions) {
		this.#options = options;
		this.#running = this.#run();
	}

	/** Tells the server something now, or once it is back; the oldest go when that is too much. */
	readonly tell = (message: JsonObject): void => {
		if (this.#conversation !== undefined) {
			void this.#conversation.write(writeMessage(message));
			return;
		}

		this.#untold.push(message);
		if (this.#untold.length > mostUntold) {
			this.#untold.shift();
		}
	};

	async close(reason: ArthasError): Promise<void> {
		this.#closing.abort(reason);
		this.#conversation?.close(reason);
		await this.#running;
		this.state.set({name: 'closed'});
	}

	async #run(): Promise<void> {
		const {signal} = this.#closing;
		const {backOffMs = 500} = this.#options;
		for (let attempt = 0; !signal.aborted; attempt++) {
			const startedAt = performance.now();
			const error = await this.#live();
			if (signal.aborted) {
				return;
			}

			this.state.set({name: 'waiting', error});
			attempt = performance.now() - startedAt > settledMs ? 0 : attempt;
			await this.#pause(Math.min(backOffMs * (2 ** attempt), backOffMs * 30));
		}
	}

	/** One connection from the search for it to its end; why it ended. */
	async #live(): Promise<ArthasError> {
		const {calls, keepAliveMs} = this.#options;
		const {signal} = this.#closing;
		try {
			const {socket, features, at} = await findServer({...this.#options, signal});
			const conversation = new Conversation({
				socket, calls, keepAliveMs, caller: at, tell: this.tell,
				silenceMs: features.includes('keep-alive') ? keepAliveMs * 4 : undefined,
				onRedirect(servers) {
					conversation.close(new ArthasError('ERR_CONNECT_DOWN', `${at} sends this agent to ${servers.join(', ')}`, {retryable: true}));
				},
			});
			this.#conversation = conversation;
			if (signal.aborted) {
				conversation.close(signal.reason as ArthasError);
			}

			this.state.set({name: 'connected', at});
			for (const message of this.#untold.splice(0)) {
				this.tell(message);
			}

			return await conversation.ended;
		} catch (error) {
			return isArthasError(error) ? error : new ArthasError('ERR_CONNECT_DOWN', String(error), {retryable: true, cause: error});
		} finally {
			this.#conversation = undefined;
		}
	}

	async #pause(ms: number): Promise<void> {
		try {
			// A fleet that lost its server does not come back all at once.
			await delay(ms * (0.75 + (Math.random() * 0.5)), undefined, {signal: this.#closing.signal});
		} catch {
			// Closed meanwhile; the loop looks for itself.
		}
	}
}
