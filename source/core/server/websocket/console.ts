import {Buffer} from 'node:buffer';
import type {RawData, WebSocket} from 'ws';
import {
	ActionRequest, RequestAction, ResponseStatus, type ActionResponse,
} from '../../protocol/generated/ArthasService.js';
import type {Exchange} from '../exchange.js';
import type {Batch, Store} from '../store.js';
import {closeConsole, closeForFailure} from './close-console.js';
import {inputPieces} from './input-pieces.js';

export type ConsoleContext = {store: Store; exchange: Exchange};

const openMs = 15_000;
const pingMs = 20_000;
const messagesPerRead = 100;
/** What an operator may have unread of one console before it is closed. */
const unreadBytes = 4 << 20;
/** What an operator may type before the agent has opened the console. */
const earlyFrames = 1000;

/** One operator's terminal on an agent, for as long as the socket lives. */
export class Console {
	readonly agentId: string;
	readonly #client: WebSocket;
	readonly #context: ConsoleContext;
	#consoleId = '';
	readonly #early: string[] = [];
	#cursor = 0;
	#isReading = false;
	/** Something came while it read. */
	#isWanted = false;
	#isAlive = true;

	constructor(client: WebSocket, agentId: string, context: ConsoleContext) {
		this.#client = client;
		this.agentId = agentId;
		this.#context = context;
		client.on('error', () => undefined);
	}

	async open(): Promise<void> {
		const client = this.#client;
		client.on('message', (data, isBinary) => {
			if (!isBinary) {
				void this.#type(textOf(data));
			}
		});
		try {
			const request = ActionRequest.fromPartial({agentId: this.agentId, action: RequestAction.OPEN_CONSOLE});
			const {consoleResult, message} = await this.#context.exchange.call(request, {waitMs: openMs});
			this.#consoleId = consoleResult?.consoleId ?? '';
			if (this.#consoleId === '') {
				this.close(4500, message || 'the agent opened no console');
				return;
			}
		} catch (error) {
			closeForFailure(client, error);
			return;
		}

		await (client.readyState === client.OPEN ? this.#relay() : this.#leave());
	}

	close(code: number, reason: string): void {
		closeConsole(this.#client, code, reason);
	}

	/** Agent → operator, until either ends. */
	async #relay(): Promise<void> {
		const client = this.#client;
		const unsubscribe = this.#context.store.responses.subscribe(this.agentId, this.#consoleId, () => {
			void this.#read();
		});
		const pinger = setInterval(() => {
			this.#ping();
		}, pingMs);
		client.on('pong', () => {
			this.#isAlive = true;
		});
		client.once('close', () => {
			clearInterval(pinger);
			unsubscribe();
			void this.#leave();
		});
		for (const frame of this.#early.splice(0)) {
			await this.#type(frame);
		}

		await this.#read();
	}

	async #read(): Promise<void> {
		this.#isWanted = true;
		if (this.#isReading || this.#client.readyState !== this.#client.OPEN) {
			return;
		}

		this.#isReading = true;
		this.#isWanted = false;
		const batch = await this.#context.store.responses.read(this.agentId, this.#consoleId, this.#cursor, messagesPerRead);
		this.#isReading = false;
		this.#cursor = batch?.entries.at(-1)?.seq ?? this.#cursor;
		for (const {value} of batch?.entries ?? []) {
			if ('status' in value) {
				this.#write(value);
			}
		}

		if (this.#client.bufferedAmount > unreadBytes) {
			this.close(1009, 'the console wrote faster than it was read');
		} else if (!batch || batch.ended) {
			await this.#end(batch);
		} else if (this.#isWanted || this.#cursor < batch.last) {
			await this.#read();
		}
	}

	#write({consoleResult}: ActionResponse): void {
		for (const {dataType, dataBytes} of consoleResult?.results ?? []) {
			if (dataType === 'tty' && this.#client.readyState === this.#client.OPEN) {
				this.#client.send(dataBytes, {binary: false});
			}
		}
	}

	async #end(batch: Batch | undefined): Promise<void> {
		const last = batch?.entries.at(-1)?.value;
		if (last && 'status' in last && last.status === ResponseStatus.SUCCEEDED) {
			this.close(1000, last.message || 'console closed');
		} else {
			this.close(4503, last && 'status' in last ? last.message : 'the console is gone');
		}
	}

	/** Operator → agent. Frames that come before the console is open wait for it. */
	async #type(frame: string): Promise<void> {
		if (this.#consoleId === '') {
			if (this.#early.length < earlyFrames) {
				this.#early.push(frame);
			}

			return;
		}

		for (const inputData of inputPieces(frame)) {
			if (!await this.#tell(RequestAction.CONSOLE_INPUT, inputData)) {
				this.close(4503, 'the agent has no connection: what was typed did not reach it');
				return;
			}
		}
	}

	async #tell(action: RequestAction, inputData = ''): Promise<boolean> {
		const consoleId = this.#consoleId;
		return this.#context.exchange.tell(ActionRequest.fromPartial({
			agentId: this.agentId, requestId: consoleId, action, consoleParams: {consoleId, inputData},
		}));
	}

	async #leave(): Promise<void> {
		await this.#context.store.responses.remove(this.agentId, this.#consoleId);
		await this.#tell(RequestAction.CLOSE_CONSOLE);
	}

	#ping(): void {
		if (this.#isAlive) {
			this.#isAlive = false;
			this.#client.ping();
		} else {
			this.#client.terminate();
		}
	}
}

function textOf(data: RawData): string {
	return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');
}
