import type {HostAnswer} from '../method.js';
import {retcodes} from '../retcode.js';
import {toAnswer, writeMessage} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import type {Peer} from './peer.js';

/** Results kept for a peer that lost its connection: so many, so many characters. What it misses of them it is told by their numbers. */
const mostKept = 1000;
const mostKeptLength = 4 << 20;

/** What Arthas (3.5.6) says of a job that was killed. */
const killedCode = -10;

/** One request that was taken, from its start to the answer, whoever listens meanwhile. */
export class OpenCall {
	readonly id: string;
	readonly stop = new AbortController();
	readonly #kept: Array<{seq: number; line: string}> = [];
	#peer: Peer | undefined;
	#keptLength = 0;
	#seq = 0;
	#answer: string | undefined;

	constructor(id: string, peer: Peer) {
		this.id = id;
		this.#peer = peer;
	}

	get peer(): Peer | undefined {
		return this.#peer;
	}

	/** Bytes that it holds for somebody who may come back. */
	get size(): number {
		return this.#keptLength + (this.#answer?.length ?? 0);
	}

	/** Carries the answers over until they end; never rejects. */
	async follow(answers: AsyncIterable<HostAnswer>): Promise<void> {
		const iterator = answers[Symbol.asyncIterator]();
		let last: HostAnswer = {body: {}, statusCode: 0};
		for (let current = await iterator.next(); !current.done;) {
			const next = iterator.next();
			last = current.value;
			// What ends with its first answer has ended by now; what goes on for longer tells each one at once.
			if (await isOver(next)) {
				return this.#end(last);
			}

			await this.#say(last.body);
			current = await next;
		}

		return this.#end({...last, body: {...envelopeOf(last.body), results: this.#seq}});
	}

	detach(): void {
		this.#peer = undefined;
	}

	/** Says all again that came after `seq`, and goes on with this peer. */
	resume(peer: Peer, seq: number): void {
		this.#peer = peer;
		const missed = this.#kept.filter(kept => kept.seq > seq).map(({line}) => line).join('');
		void peer.write(missed + (this.#answer ?? ''));
	}

	async #say(result: JsonObject): Promise<void> {
		const seq = ++this.#seq;
		const line = writeMessage({
			id: this.id, method: 'result', seq, result,
		});
		this.#kept.push({seq, line});
		this.#keptLength += line.length;
		while (this.#kept.length > mostKept || (this.#keptLength > mostKeptLength && this.#kept.length > 1)) {
			this.#keptLength -= this.#kept.shift()?.line.length ?? 0;
		}

		await this.#peer?.write(line);
	}

	async #end(answer: HostAnswer): Promise<void> {
		// A command that its interrupt ended has not failed by itself, which a reader could not tell from its code.
		const isCut = this.stop.signal.aborted && (answer.statusCode !== 0 || this.#seq > 0);
		const {code, text} = retcodes.killed;
		const {body, statusCode, message} = isCut
			? {
				body: {
					retcode: code, message: text, ...answer.body, resp: 'failed',
				}, statusCode: killedCode, message: undefined,
			}
			: answer;
		this.#answer = writeMessage(toAnswer(this.id, body, {statusCode, message}));
		await this.#peer?.write(this.#answer);
	}
}

/** What says how it ended; the last result itself was told already. */
function envelopeOf({resp, retcode, message}: JsonObject): JsonObject {
	return resp === undefined ? {} : {resp, ...(retcode !== undefined && {retcode}), ...(message !== undefined && {message})};
}

async function isOver(next: Promise<IteratorResult<HostAnswer>>): Promise<boolean> {
	const now = new Promise<undefined>(resolve => {
		setImmediate(resolve, undefined);
	});
	const result = await Promise.race([next, now]);
	return result?.done === true;
}
