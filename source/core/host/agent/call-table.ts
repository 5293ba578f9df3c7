import {failedAnswer, writeMessage} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import {tokenize} from '../../tokens.js';
import type {Command} from '../dispatch.js';
import type {Retcode} from '../retcode.js';
import {OpenCall} from './open-call.js';
import type {Peer} from './peer.js';

export type Request = {id: string; method: string; params: JsonObject};

export type CallTableOptions = {
	commands: ReadonlyMap<string, Command>;
	/** Requests in flight, over all peers. */
	limit?: number;
	/** How long something goes on for nobody, and how long its answer is kept, ms. */
	lingerMs?: number;
};

/** Answers kept for who lost the connection before they could be read: so many, so many bytes. */
const mostEnded = 256;
const mostBytes = 8 << 20;

/**
The requests that this agent works on, over all its connections: a peer that lost one asks on the next one for what it
missed. Ids are random, so whoever knows one has asked the question.
*/
export class CallTable {
	readonly #options: Required<CallTableOptions>;
	readonly #open = new Map<string, OpenCall>();
	readonly #ended = new Map<string, OpenCall>();
	readonly #timers = new Map<OpenCall, NodeJS.Timeout>();
	#endedBytes = 0;

	constructor(options: CallTableOptions) {
		this.#options = {limit: 64, lingerMs: 600_000, ...options};
	}

	take(request: Request, peer: Peer): void {
		const {id, method, params} = request;
		if (method === 'sync.cancel') {
			this.#reply(peer, id, this.#cancel(params['target']));
		} else if (method === 'sync.resume') {
			this.#resume(request, peer);
		} else if (this.#open.has(id)) {
			this.#reply(peer, id, 'invalidParams', 'this id is in flight already');
		} else if (this.#open.size >= this.#options.limit) {
			this.#reply(peer, id, 'busy', `${this.#options.limit} requests are in flight`);
		} else {
			void this.#start(request, peer);
		}
	}

	/** A peer is gone. What it asked for goes on for a while. */
	leave(peer: Peer): void {
		for (const call of this.#open.values()) {
			if (call.peer === peer) {
				call.detach();
				this.#timers.set(call, setTimeout(() => {
					call.stop.abort();
				}, this.#options.lingerMs).unref());
			}
		}
	}

	/** Ends everything for good. */
	close(reason: Error): void {
		for (const call of this.#open.values()) {
			call.stop.abort(reason);
			clearTimeout(this.#timers.get(call));
		}
	}

	async #start({id, method, params}: Request, peer: Peer): Promise<void> {
		const command = this.#options.commands.get(method);
		const {args = ''} = params;
		const isLine = !command?.call || params['args'] !== undefined;
		if (command === undefined) {
			this.#reply(peer, id, 'unknownMethod', method.slice(0, 80));
			return;
		}

		if (typeof args !== 'string' || (!command.call && tokenize(args).open)) {
			this.#reply(peer, id, 'invalidParams', typeof args === 'string' ? 'a quote in args is never closed' : 'args is a text');
			return;
		}

		const call = new OpenCall(id, peer);
		this.#open.set(id, call);
		const job = {
			jobId: 0, sessionId: '', signal: call.stop.signal, caller: peer.caller, tell: peer.tell,
		};
		// Members of its own or, from who writes a command line, `args`.
		await call.follow(!isLine && command.call ? command.call(params, job) : command.run(args, job));
		this.#finish(call);
	}

	#finish(call: OpenCall): void {
		clearTimeout(this.#timers.get(call));
		this.#timers.delete(call);
		this.#open.delete(call.id);
		this.#ended.set(call.id, call);
		this.#endedBytes += call.size;
		for (const [id, old] of this.#ended) {
			if (this.#ended.size <= mostEnded && this.#endedBytes <= mostBytes) {
				break;
			}

			this.#ended.delete(id);
			this.#endedBytes -= old.size;
		}
	}

	#cancel(target: unknown): Retcode {
		const call = typeof target === 'string' ? this.#open.get(target) : undefined;
		call?.stop.abort();
		return call === undefined ? 'noSuchTask' : 'success';
	}

	#resume({id, params: {target, after}}: Request, peer: Peer): void {
		const key = typeof target === 'string' ? target : '';
		const call = this.#open.get(key) ?? this.#ended.get(key);
		this.#reply(peer, id, call === undefined ? 'noSuchTask' : 'success');
		if (call !== undefined) {
			clearTimeout(this.#timers.get(call));
			call.resume(peer, typeof after === 'number' ? after : 0);
		}
	}

	#reply(peer: Peer, id: string, retcode: Retcode, detail?: string): void {
		const answer = failedAnswer(retcode, detail, id);
		void peer.write(writeMessage(retcode === 'success' ? {...answer, resp: 'success'} : answer));
	}
}
