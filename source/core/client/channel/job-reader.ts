import {randomUUID} from 'node:crypto';
import {isArthasError} from '../../error.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Agent} from '../agent.js';
import type {CommandSpec, WireEvent} from '../wire.js';
import {afterFailure} from './after-failure.js';
import {createAttachments} from './attachments.js';
import type {ChannelServer} from './channel-server.js';
import type {LastEvent, MessageTaker} from './message-taker.js';
import {pollBatches} from './poll-batches.js';
import {pollMessages} from './poll-messages.js';
import {resumeStream} from './resume-stream.js';
import {startSurely, type Started} from './start-surely.js';

const resumeMs = {ours: 600_000, java: 300_000};

export type JobReaderOptions = {
	server: ChannelServer;
	agent: Agent;
	spec: CommandSpec;
	messages: MessageTaker;
	/** Aborted when nothing more is to be read. */
	signal: AbortSignal;
	/** `isAgain`: another reader of the job came before this one. `word`: why the job ended, as our own server says it. */
	onMessage: (response: ActionResponse, about: {isAgain: boolean; word?: string | undefined}) => void;
	/** Our own server ended the job without a message of its agent. */
	onEnded: (word: string) => void;
	emit: (event: WireEvent) => void;
};

/** Gets the messages of one job from its server, by whatever way works. */
export type JobReader = {
	/** Sends the command and reads until nothing more can be had; gives the event for that. */
	read(): Promise<LastEvent | undefined>;
	/** Puts a second reader beside the first, for messages that the Java server stranded or gave to somebody else. */
	lookAgain(): Promise<void>;
};

export function createJobReader({server, agent, spec, messages, signal, onMessage, onEnded, emit}: JobReaderOptions): JobReader {
	let isPolling = server.endpoint.stream === 'poll';
	const attachments = createAttachments(server, {
		onMessage(response, word) {
			onMessage(response, {isAgain: attachments.count > 1, word});
		},
		onEnded,
		onGap(gap) {
			emit({kind: 'gap', gap});
		},
	});

	const poll = async (onAlive: () => void) => {
		const {requestId} = messages;
		if (server.isOurs()) {
			await attachments.take(pollBatches(server, {
				agentId: agent.id, requestId, after: attachments.lastEventId, signal, onAlive,
			}));
			return;
		}

		for await (const response of pollMessages(server, {
			agentId: agent.id, requestId, signal, onAlive,
		})) {
			onMessage(response, {isAgain: false});
		}
	};

	const attach = async () => server.attach(agent.id, messages.requestId, attachments.lastEventId, signal);

	const key = randomUUID();
	const givenSession = messages.sessionId.getSnapshot();
	const start = async (isRepeat: boolean): Promise<Started> => {
		const command = {
			commandLine: spec.commandLine, sessionId: givenSession, key, isRepeat,
		};
		try {
			if (isPolling) {
				messages.learn(await server.startPolled(agent.id, command, signal));
				await poll(() => undefined);
			} else {
				await attachments.read(async () => server.startStream(agent.id, command, signal));
			}

			return {next: messages.requestId === '' ? {kind: 'retry', reason: 'unanswered', agentWord: 'the connection ended before the first answer'} : 'ended', isCut: false};
		} catch (error) {
			const next = afterFailure(error, {requestId: messages.requestId, mayPoll: !server.isOurs() && !isPolling});
			// Without a cause it is what a proxy answers, which is no broken connection.
			return {next, isCut: isArthasError(error) && error.code.startsWith('ERR_CONNECT') && error.cause !== undefined};
		}
	};

	/** One that only looks needs no such care: it is simply sent anew. */
	const begin = async () => server.isOurs() && !spec.isLook ? startSurely(start, signal) : (await start(false)).next;

	const resume = async (isBroken: boolean): Promise<LastEvent | undefined> => {
		const end = await resumeStream({
			limitMs: server.isOurs() ? resumeMs.ours : resumeMs.java,
			mayRemember: () => isPolling || !server.isOurs() || attachments.lastEventId === undefined,
			isBroken,
			signal,
			emit,
			attach: async onAttached => isPolling
				? poll(() => {
					onAttached(server.isOurs());
				})
				: attachments.read(attach, () => {
					onAttached(server.isOurs());
				}),
		});
		return end && {kind: 'end', end};
	};

	return {
		async read() {
			let next = await begin();
			if (next === 'poll') {
				isPolling = true;
				emit({kind: 'notice', text: 'this server gives no event stream; results are polled'});
				next = await begin();
			}

			return typeof next === 'string' ? resume(next === 'resume') : next;
		},
		async lookAgain() {
			if (messages.requestId === '' || isPolling) {
				return;
			}

			if (spec.isStream) {
				emit({kind: 'gap', gap: {reason: 'reattach', count: null, atLeast: 0}});
			}

			try {
				await attachments.read(attach);
			} catch {
				// The first reader is still there.
			}
		},
	};
}
