import {Buffer} from 'node:buffer';
import {ActionResponse, ResultFormat, type ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {toAny} from './any.js';
import type {Exchange} from './exchange.js';

export type Answer = {
	readonly status: ResponseStatus;
	readonly sessionId?: string;
	readonly message?: string;
	/** Results as JSON texts. */
	readonly results?: readonly string[];
	/** How the results are packed, default JSON. */
	readonly format?: ResultFormat;
	/** For messages of a console: output, or the id of one that was opened. */
	readonly terminal?: {readonly frames?: readonly string[]; readonly consoleId?: string};
};

/** The one stream that carries all answers of an agent, so that one answer without room holds up the rest. */
export class Outbox {
	readonly #agentId: string;
	readonly #exchange: Exchange;
	readonly #changed: () => void;
	readonly #waiting: ActionResponse[] = [];
	#blocked = false;

	constructor(agentId: string, exchange: Exchange, changed: () => void) {
		this.#agentId = agentId;
		this.#exchange = exchange;
		this.#changed = changed;
	}

	get blocked(): boolean {
		return this.#blocked;
	}

	/** Answers that wait in the memory of the agent. */
	get length(): number {
		return this.#waiting.length;
	}

	send(requestId: string, {format = ResultFormat.JSON, results, terminal, ...answer}: Answer): void {
		this.#waiting.push(ActionResponse.fromPartial({
			agentId: this.#agentId,
			requestId,
			...answer,
			executeResult: results && (format === ResultFormat.JSON ? {resultsJson: `[${results.join(',')}]`} : {results: results.map(text => toAny(text))}),
			consoleResult: terminal && {results: (terminal.frames ?? []).map(text => ({dataType: 'tty', dataBytes: Buffer.from(text)})), consoleId: terminal.consoleId ?? ''},
		}));
		this.#pump();
	}

	#pump(): void {
		for (let next = this.#waiting[0]; next && !this.#blocked; next = this.#waiting[0]) {
			const accepted = this.#exchange.accept(next, () => {
				this.#blocked = false;
				this.#pump();
			});
			this.#blocked = !accepted;
			if (accepted) {
				this.#waiting.shift();
			}
		}

		this.#changed();
	}
}
