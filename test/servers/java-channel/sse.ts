import type {IncomingMessage, ServerResponse} from 'node:http';
import {ActionResponse, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {bootBody, send, writeHead} from './answer.js';
import type {ChannelCore} from './core.js';
import type {Reader} from './exchange.js';
import {printResponse} from './message.js';

/**
Answers with events as Spring 5.2 frames them: `data:` stands before the first line of a JSON text of
several lines only, an event is three writes, and the headers leave with the first one.
*/
export class SseAnswer implements Reader {
	dead = false;
	busy = false;
	drained?: () => void;
	readonly #core: ChannelCore;
	readonly #request: IncomingMessage;
	readonly #response: ServerResponse;
	#events = 0;
	#ended = false;
	readonly #cutAfter: number | undefined;

	constructor(core: ChannelCore, request: IncomingMessage, response: ServerResponse) {
		this.#core = core;
		this.#request = request;
		this.#response = response;
		this.#cutAfter = core.script.cut && core.budgets.cuts.take() ? core.script.cut.afterEvents : undefined;
		response.once('close', () => {
			this.#gone();
		});
	}

	/** Ends the answer after its life time: cleanly when an event was sent, else with 503. 0 breaks it for ever. */
	endAfter(ms: number): void {
		if (ms > 0) {
			const cancel = this.#core.clock.after(ms, () => {
				this.#lifeOver();
			});
			this.#response.once('close', cancel);
		}
	}

	write(message: ActionResponse): boolean {
		if (this.#ended) {
			return false;
		}

		let json: string;
		try {
			json = printResponse(message);
		} catch {
			this.#ended = true;
			send(this.#request, this.#response, {status: 500});
			return false;
		}

		if (this.#events === this.#cutAfter) {
			this.#cut(json);
			return true;
		}

		this.#event(json);
		if (this.#events === 1 && this.#core.budgets.foreign.take()) {
			this.#event(printResponse(ActionResponse.fromPartial({
				agentId: message.agentId, requestId: 'Foreign00001', status: ResponseStatus.SUCCEEDED, sessionId: 'foreign',
			})));
		}

		if (message.status !== ResponseStatus.CONTINUOUS) {
			this.#ended = true;
			this.#response.end();
			return false;
		}

		return true;
	}

	#event(json: string): void {
		this.#head();
		this.#events++;
		this.#response.write('data:');
		this.#response.write(json);
		if (!this.#response.write('\n\n')) {
			this.busy = true;
			this.#response.once('drain', () => {
				this.busy = false;
				this.#resume();
			});
		}
	}

	#head(): void {
		if (!this.#response.headersSent) {
			writeHead(this.#request, this.#response, 200, [['Content-Type', 'text/event-stream']]);
		}
	}

	#cut(json: string): void {
		this.#head();
		this.#ended = true;
		this.dead = true;
		this.#response.write('data:');
		this.#response.write(json.slice(0, json.length / 2), () => {
			this.#response.destroy();
		});
	}

	#lifeOver(): void {
		if (this.#response.headersSent) {
			this.#response.end();
		} else if (!this.#ended) {
			const onlyEvents = this.#request.headers.accept === 'text/event-stream';
			send(this.#request, this.#response, {status: 503, ...(!onlyEvents && {body: bootBody(503, this.#request.url ?? '')})});
		}

		this.#gone();
	}

	/** The server learns of it with its next message. */
	#gone(): void {
		this.dead = true;
		this.busy = false;
		this.#resume();
	}

	#resume(): void {
		const resume = this.drained;
		delete this.drained;
		resume?.();
		this.#core.moments.notify();
	}
}
