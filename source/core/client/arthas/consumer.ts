import {ArthasError} from '../../error.js';
import {printApiRequest, type ApiRequest} from '../../protocol/arthas-api.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {CallOptions} from './api.js';
import type {Jvm} from './jvm.js';
import {createPullConnection} from './pull-connection.js';
import {createPuller, type PullAnswer} from './puller.js';
import type {ApiAnswer} from './read-answer.js';

/** A session of a JVM with its one consumer, and the consumer's one pull. */
export type Consumer = {
	readonly sessionId: string;
	call(request: Omit<ApiRequest, 'sessionId'>, options: CallOptions): Promise<ApiAnswer>;
	/** Pulls until it is paused, or until an answer is no plain success: then it waits to be started again. */
	start(onAnswer: (answer: PullAnswer) => void): void;
	pause(): void;
	/** Takes another consumer of the same session, after the agent forgot the first. */
	join(signal: AbortSignal): Promise<void>;
	interrupt(options: CallOptions): Promise<ApiAnswer>;
	/** Closes the session, which ends what runs in it and frees the pull at the agent. Best effort within 5 s; never rejects. */
	close(): Promise<void>;
};

const callMs = 10_000;
const closeMs = 5000;
/** The agent answers a pull after 2 s at the latest, 4 s when its workers are busy. */
const pullMs = 8000;

/** Rejects as `Api` does, and with ERR_AGENT_BUSY when the agent opens no session. */
export async function openConsumer(jvm: Jvm, maxMessage: number, signal: AbortSignal): Promise<Consumer> {
	const {api} = jvm;
	const {sessionId, ...first} = await enter(jvm, {action: 'init_session'}, signal);
	let {consumerId} = first;
	const connection = createPullConnection(api.endpoint, {maxMessage, timeoutMs: pullMs});
	const puller = createPuller(connection);
	let closing: Promise<void> | undefined;
	const close = async () => {
		try {
			jvm.onSent('close_session');
			await api.hedged({action: 'close_session', sessionId}, {timeoutMs: closeMs, signal: timeoutSignal(closeMs)});
		} catch {
			// The agent forgets it by itself, after 30 minutes or 3 hours.
		} finally {
			connection.close();
			jvm.open.delete(consumer);
		}
	};

	const consumer: Consumer = {
		sessionId,
		call: async (request, options) => api.call({...request, sessionId}, options),
		start(onAnswer) {
			puller.start(printApiRequest({action: 'pull_results', sessionId, consumerId}), onAnswer);
		},
		pause: puller.pause,
		async join(joinSignal) {
			({consumerId} = await enter(jvm, {action: 'join_session', sessionId}, joinSignal));
		},
		async interrupt(options) {
			jvm.onSent('interrupt_job');
			return api.hedged({action: 'interrupt_job', sessionId}, options);
		},
		async close() {
			puller.pause();
			closing ??= close();
			await closing;
		},
	};
	jvm.open.add(consumer);
	return consumer;
}

/** Not hedged: every try that is answered leaves a session or consumer behind. */
async function enter({api}: Jvm, request: ApiRequest, signal: AbortSignal): Promise<{sessionId: string; consumerId: string}> {
	const {response: {sessionId, consumerId, message}} = await api.call(request, {timeoutMs: callMs, signal});
	if (sessionId === undefined || consumerId === undefined) {
		throw new ArthasError('ERR_AGENT_BUSY', `the agent opened no session: ${message ?? 'no reason given'}`, {retryable: true});
	}

	return {sessionId, consumerId};
}
