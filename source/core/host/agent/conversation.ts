import type {Duplex} from 'node:stream';
import {ArthasError, isArthasError} from '../../error.js';
import {
	failedAnswer, keepAlive, LineReader, readMessage, requestLimit, writeMessage, type BasicMessage,
} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import type {CallTable} from './call-table.js';
import type {Peer} from './peer.js';

export type ConversationOptions = {
	socket: Duplex;
	calls: CallTable;
	caller: string;
	keepAliveMs: number;
	/** End after so long without a byte from the other side; absent where it never promised any. */
	silenceMs?: number | undefined;
	/** Where what nobody asked for goes; the conversation itself unless given. */
	tell?: ((message: JsonObject) => void) | undefined;
	onRedirect?: ((servers: string[]) => void) | undefined;
};

/** Whoever doesn't read its answers isn't read either. */
const mostUnread = 1 << 20;

/** Answers what comes by one socket until it ends; resolves with why. */
export class Conversation implements Peer {
	readonly caller: string;
	readonly ended: Promise<ArthasError>;
	readonly tell: (message: JsonObject) => void;
	readonly #options: ConversationOptions;
	readonly #reader = new LineReader(requestLimit);
	readonly #timer: NodeJS.Timeout;
	#heardAt = performance.now();
	#end: (reason: ArthasError) => void = () => undefined;

	constructor(options: ConversationOptions) {
		this.#options = options;
		const {socket, caller, keepAliveMs, silenceMs = Number.POSITIVE_INFINITY} = options;
		this.caller = caller;
		this.tell = options.tell ?? (message => {
			void this.write(writeMessage(message));
		});
		this.ended = new Promise(resolve => {
			this.#end = resolve;
		});
		this.#timer = setInterval(() => {
			if (performance.now() - this.#heardAt > silenceMs) {
				this.close(new ArthasError('ERR_CONNECT_DOWN', `${caller} is silent`, {retryable: true}));
			} else {
				socket.write(keepAlive);
			}
		}, keepAliveMs).unref();
		socket.on('data', (chunk: Uint8Array) => {
			this.#hear(chunk);
		});
		socket.on('error', error => {
			this.close(down(caller, error));
		});
		socket.on('close', () => {
			this.close(down(caller));
		});
		// Whoever read its first line has stopped it there.
		socket.resume();
	}

	async write(line: string): Promise<void> {
		const {socket} = this.#options;
		this.#gather();
		if (socket.destroyed || socket.write(line)) {
			return;
		}

		await new Promise<void>(resolve => {
			const settle = () => {
				socket.off('drain', settle);
				socket.off('close', settle);
				resolve();
			};

			socket.on('drain', settle);
			socket.on('close', settle);
		});
	}

	close(reason: ArthasError): void {
		clearInterval(this.#timer);
		this.#options.calls.leave(this);
		this.#options.socket.destroy();
		this.#end(reason);
	}

	/** What is said in one turn goes out at once: several watches answer together, and each write costs more than what it carries. */
	#gather(): void {
		const {socket} = this.#options;
		if (socket.writableCorked === 0 && !socket.destroyed) {
			socket.cork();
			setImmediate(() => {
				socket.uncork();
			});
		}
	}

	#hear(chunk: Uint8Array): void {
		this.#heardAt = performance.now();
		try {
			for (const line of this.#reader.push(chunk)) {
				if (line.length > 0) {
					this.#take(readMessage(line));
				}
			}
		} catch (error) {
			const reason = isArthasError(error) ? error : new ArthasError('ERR_PROTOCOL', String(error));
			this.#options.socket.removeAllListeners('data').end(writeMessage(failedAnswer('malformed', reason.message)), () => {
				this.close(reason);
			});
			return;
		}

		this.#holdBack();
	}

	#take(message: BasicMessage): void {
		switch (message.kind) {
			case 'request': {
				this.#options.calls.take(message, this);
				break;
			}

			case 'broken': {
				void this.write(writeMessage(failedAnswer(message.retcode, message.detail, message.id)));
				break;
			}

			case 'push': {
				void this.write(writeMessage(failedAnswer('invalidParams', 'there is no id')));
				break;
			}

			case 'redirect': {
				this.#options.onRedirect?.(message.servers);
				break;
			}

			// Greetings say nothing new by now, and answers belong to those who ask.
			default:
		}
	}

	#holdBack(): void {
		const {socket} = this.#options;
		if (socket.writableLength > mostUnread && !socket.isPaused()) {
			socket.pause();
			socket.once('drain', () => {
				socket.resume();
			});
		}
	}
}

function down(caller: string, cause?: Error): ArthasError {
	return new ArthasError('ERR_CONNECT_DOWN', `The connection to ${caller} ended${cause === undefined ? '' : `: ${cause.message}`}`, {retryable: true, cause});
}
