import {randomUUID} from 'node:crypto';
import type {JsonObject} from '../result.js';
import type {Answer, BasicMessage} from './message.js';
import type {MethodCall} from './to-request.js';
import {writeMessage} from './write-message.js';

/** What becomes of a request; `answer` and `lost` are the last. */
export type CallEvent =
	| {kind: 'result'; result: JsonObject}
	/** So many results were dropped by the agent while nobody could take them. */
	| {kind: 'gap'; count: number}
	/** The connection is gone and the agent goes on; `back` when it has said so. */
	| {kind: 'away'}
	| {kind: 'back'}
	| {kind: 'answer'; answer: Answer}
	/** No answer will come; it may have run. */
	| {kind: 'lost'};

type OpenCall = {lastSeq: number; listener: (event: CallEvent) => void};

/** Members of `init` or `accept` by which an agent of ours says that it keeps what it couldn't tell. */
export const resumeFeature = 'resume';

/**
The asking side of a dialogue, over connections that come and go: requests out, answers to who asked. An agent with
`resume` is asked after each loss for what it has said since; with any other the answer is lost with its connection.
*/
export class Caller {
	readonly #calls = new Map<string, OpenCall>();
	#send: ((line: string) => void) | undefined;
	#canResume = false;

	/** Requests that have no answer yet. */
	get open(): number {
		return this.#calls.size;
	}

	attach(send: (line: string) => void, features: readonly string[]): void {
		this.#send = send;
		this.#canResume = features.includes(resumeFeature);
		// The questions that this asks are no calls to resume.
		const waiting = [...this.#calls.entries()];
		for (const [id, call] of waiting) {
			this.#resume(id, call);
		}
	}

	detach(): void {
		this.#send = undefined;
		for (const [id, call] of this.#calls) {
			if (this.#canResume) {
				call.listener({kind: 'away'});
			} else {
				this.#end(id, {kind: 'lost'});
			}
		}
	}

	/** Sends a request; its id, or undefined where there is no connection to send it by. */
	call({method, params}: MethodCall, listener: (event: CallEvent) => void): string | undefined {
		if (this.#send === undefined) {
			return undefined;
		}

		const id = randomUUID();
		this.#calls.set(id, {lastSeq: 0, listener});
		this.#send(writeMessage({...params, id, method}));
		return id;
	}

	/** Asks the agent to end a request, which only one of ours can do; its answer says how it ended. */
	cancel(id: string): void {
		this.#send?.(writeMessage({id: randomUUID(), method: 'sync.cancel', target: id}));
	}

	/** Nobody waits for it any more. */
	forget(id: string): void {
		this.#calls.delete(id);
	}

	/** Takes what the agent says; false for what belongs to no request. */
	take(message: BasicMessage): boolean {
		const call = message.kind === 'answer' || message.kind === 'result' ? this.#calls.get(message.id) : undefined;
		if (call === undefined) {
			return false;
		}

		if (message.kind === 'answer') {
			this.#end(message.id, message);
		} else if (message.kind === 'result') {
			takeResult(call, message);
		}

		return true;
	}

	#resume(id: string, call: OpenCall): void {
		this.call({method: 'sync.resume', params: {target: id, after: call.lastSeq}}, event => {
			if (event.kind === 'answer') {
				if (event.answer.resp === 'success') {
					call.listener({kind: 'back'});
				} else {
					this.#end(id, {kind: 'lost'});
				}
			}
		});
	}

	#end(id: string, event: CallEvent): void {
		const call = this.#calls.get(id);
		this.#calls.delete(id);
		call?.listener(event);
	}
}

/** Numbers say what is missing, and what is told twice. */
function takeResult(call: OpenCall, {seq, result}: Extract<BasicMessage, {kind: 'result'}>): void {
	if (seq <= call.lastSeq) {
		return;
	}

	if (seq > call.lastSeq + 1) {
		call.listener({kind: 'gap', count: seq - call.lastSeq - 1});
	}

	call.lastSeq = seq;
	call.listener({kind: 'result', result});
}
