import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {RequestAction, ResponseStatus, type ActionRequest} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Budget} from '../simulation/budget.js';
import type {Clock} from '../simulation/clock.js';
import {Terminal} from '../simulation/terminal.js';
import {bannerFrames, pid} from './catalogue.js';
import type {Outbox} from './outbox.js';

/** The terminal inside the JVM takes frames of 64 KiB at most and is gone after a larger one. */
const largestFrame = 65_536;

/** The consoles of one agent: their output goes out under the console id as request id. */
export class Consoles {
	readonly open = new Map<string, Terminal>();
	readonly #outbox: Outbox;
	readonly #clock: Clock;
	readonly #halfBanners: Budget;

	constructor({outbox, clock, halfBanners}: {outbox: Outbox; clock: Clock; halfBanners: Budget}) {
		this.#outbox = outbox;
		this.#clock = clock;
		this.#halfBanners = halfBanners;
	}

	handle({requestId, action, consoleParams}: ActionRequest): void {
		const {consoleId = '', inputData = ''} = consoleParams ?? {};
		const terminal = this.open.get(consoleId);
		if (action === RequestAction.OPEN_CONSOLE) {
			this.#open(requestId);
		} else if (action === RequestAction.CLOSE_CONSOLE) {
			this.#end(consoleId);
		} else if (!terminal) {
			this.#outbox.send(consoleId, {status: ResponseStatus.FAILED, message: 'console not found'});
		} else if (Buffer.byteLength(inputData) > largestFrame) {
			terminal.close();
		} else {
			terminal.input(inputData);
		}
	}

	#open(requestId: string): void {
		const consoleId = randomBytes(16).toString('hex');
		const half = this.#halfBanners.take();
		const banner = half ? bannerFrames().slice(0, 7) : bannerFrames();
		let pending: string[] = [];
		const terminal = new Terminal({
			banner,
			pid,
			version: '3.5.6',
			clock: this.#clock,
			write: frame => {
				// What gathers within a tick (10 ms in the real agent) goes out as one message.
				if (pending.push(frame) === 1) {
					this.#clock.after(2, () => {
						const frames = half ? pending.slice(0, 7) : pending;
						pending = [];
						if (this.open.get(consoleId) === terminal) {
							this.#outbox.send(consoleId, {status: ResponseStatus.CONTINUOUS, terminal: {frames}});
						}

						if (half) {
							terminal.close();
						}
					});
				}
			},
			exited: () => {
				this.#end(consoleId);
			},
		});
		this.open.set(consoleId, terminal);
		this.#outbox.send(requestId, {status: ResponseStatus.SUCCEEDED, terminal: {consoleId}});
	}

	/** Output that is still queued is lost, so that nobody ever sees the farewell of `quit`. */
	#end(consoleId: string): void {
		const terminal = this.open.get(consoleId);
		if (terminal) {
			terminal.close();
			this.open.delete(consoleId);
			this.#outbox.send(consoleId, {status: ResponseStatus.SUCCEEDED, message: 'console closed'});
		}
	}
}
