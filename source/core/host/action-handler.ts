import {
	RequestAction, ResponseStatus, type ActionRequest, type ActionResponse,
} from '../protocol/generated/ArthasService.js';
import type {Result} from '../protocol/result.js';
import type {Dispatch} from './dispatch.js';
import {execute, executeAsync} from './execute.js';
import {startJob, type Job, type TakeResult} from './job.js';
import {replyTo, type Answer, type Reply} from './reply.js';
import {SessionTable, type HostSession} from './session-table.js';
import {hostGreeting, welcome} from './welcome.js';

export type ActionHandlerOptions = {
	agentId: string;
	version: string;
	dispatch: Dispatch;
	/** Jobs at once, over all sessions. */
	jobLimit?: number;
	send: (response: ActionResponse) => Promise<void>;
	/** What a session is greeted with, before it takes input; the words of this host unless given. */
	greeting?: (() => Result[]) | undefined;
	/** A host has none. */
	consoles?: Consoles | undefined;
};

/** The terminals of an agent. */
export type Consoles = {
	/** Any of the three actions about consoles. Never rejects. */
	handle(request: ActionRequest): Promise<void>;
	close(): void;
};

/**
Does what a channel server asks for, with the texts of the Java agent (3.5.6), because clients recognise some of them.
Unlike there every request gets an answer and jobs run side by side.
*/
export class ActionHandler {
	readonly #options: ActionHandlerOptions & {jobLimit: number};
	readonly #sessions = new SessionTable();
	readonly #jobs = new Set<Job>();
	/** By number, because one that is not in the enumeration arrives as it is. */
	readonly #actions = new Map<number, (request: ActionRequest, reply: Reply) => Promise<void>>([
		[RequestAction.EXECUTE, async (request, reply) => this.#execute(request, reply)],
		[RequestAction.ASYNC_EXECUTE, async (request, reply) => this.#execute(request, reply)],
		[RequestAction.INTERRUPT_JOB, async (request, reply) => this.#interrupt(request, reply)],
		[RequestAction.CLOSE_SESSION, async (request, reply) => this.#interrupt(request, reply)],
		[RequestAction.INIT_SESSION, async (_request, reply) => welcome(reply, this.#sessions.open().id, this.#options.greeting?.() ?? hostGreeting(this.#options.version))],
		[RequestAction.OPEN_CONSOLE, async (request, reply) => this.#console(request, reply, 'open console error: this is a host agent, it has no console; use sync.bash')],
		[RequestAction.CLOSE_CONSOLE, async (request, reply) => this.#console(request, reply, 'console not found')],
		[RequestAction.CONSOLE_INPUT, async (request, reply) => this.#console(request, reply, 'console not found')],
	]);

	#lastJobId = 0;

	constructor(options: ActionHandlerOptions) {
		this.#options = {jobLimit: 64, ...options};
	}

	/** Never rejects. */
	async handle(request: ActionRequest): Promise<void> {
		const reply = replyTo(request, this.#options.agentId, this.#options.send);
		try {
			const act = this.#actions.get(request.action);
			await (act === undefined ? reply(failed('unsupported action')) : act(request, reply));
		} catch (error) {
			await reply(failed(`process request error: ${String(error)}`));
		}
	}

	/** Interrupts all jobs for good. */
	close(reason: Error): void {
		for (const job of this.#jobs) {
			job.interrupt(reason);
		}

		this.#options.consoles?.close();
	}

	async #console(request: ActionRequest, reply: Reply, refusal: string): Promise<void> {
		const {consoles} = this.#options;
		return consoles ? consoles.handle(request) : reply(failed(refusal));
	}

	async #execute(request: ActionRequest, reply: Reply): Promise<void> {
		const isOneTime = request.sessionId === '';
		const session = isOneTime ? this.#sessions.open() : this.#sessions.get(request.sessionId);
		if (session === undefined) {
			return reply(unknownSession(request.sessionId));
		}

		const sessionId = session.id;
		const refusal = this.#refusal(session);
		const command = this.#options.dispatch(request.executeParams?.commandLine ?? '');
		if (refusal !== undefined) {
			await reply({status: ResponseStatus.REFUSED, message: refusal, sessionId});
		} else if (command === undefined) {
			await reply({...failed(noCommand(request)), sessionId});
		} else {
			const jobId = ++this.#lastJobId;
			const start = (take: TakeResult) => this.#start(session, startJob(jobId, sessionId, command, take));
			const run = request.action === RequestAction.EXECUTE ? execute : executeAsync;
			await run({
				request, reply, sessionId, jobId, start,
			});
		}

		if (isOneTime) {
			this.#sessions.close(sessionId);
		}
	}

	#refusal(session: HostSession): string | undefined {
		const {jobLimit} = this.#options;
		if (session.job !== undefined) {
			return 'Another job is running.';
		}

		return this.#jobs.size < jobLimit ? undefined : `Another job is running: this host runs ${jobLimit} at once.`;
	}

	#start(session: HostSession, job: Job): Job {
		session.job = job;
		this.#jobs.add(job);
		const freed = async () => {
			try {
				await job.ended;
			} finally {
				session.job = undefined;
				this.#jobs.delete(job);
			}
		};

		return {...job, ended: freed()};
	}

	async #interrupt({action, sessionId}: ActionRequest, reply: Reply): Promise<void> {
		const session = this.#sessions.get(sessionId);
		if (session === undefined) {
			return reply(sessionId === '' ? failed('process request error: java.lang.Exception: session is required') : unknownSession(sessionId));
		}

		session.job?.interrupt();
		if (action === RequestAction.CLOSE_SESSION) {
			this.#sessions.close(sessionId);
		}

		return reply({status: ResponseStatus.SUCCEEDED, sessionId});
	}
}

function unknownSession(id: string): Answer {
	return failed(`process request error: java.lang.Exception: session not found: ${id}`);
}

/** Clients know this text by its Java class, so it has one here too. */
function noCommand({action, executeParams}: ActionRequest): string {
	const name = /\S+/.exec(executeParams?.commandLine ?? '')?.[0];
	const reason = name === undefined ? 'the command line is empty' : `${name}: command not found`;
	return `${action === RequestAction.EXECUTE ? 'Exec' : 'Async exec'} command failed:java.lang.IllegalArgumentException: ${reason}`;
}

function failed(message: string): Answer {
	return {status: ResponseStatus.FAILED, message};
}
