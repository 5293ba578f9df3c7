import {createHash, randomInt} from 'node:crypto';
import {
	ActionRequest, RequestAction, ResponseStatus, type ActionResponse,
} from '../protocol/generated/ArthasService.js';
import {
	agentBusy, agentGone, agentLost, draining, keyReused, noAnswer, unknownAgent,
} from './failure.js';
import {firstAnswer} from './first-answer.js';
import {reapUnread} from './reaper.js';
import type {Store, StoredAgent, Topic} from './store.js';

/** Requests in flight for one agent before further ones are turned away. */
const inFlightLimit = 64;
/** How long the same process may stay away before its running commands count as lost. */
const lostAfterMs = 15_000;
const defaultExecTimeoutMs = 30_000;
/** The agent answers about 130 ms after its own deadline, with what it has until then. */
const graceMs = 2000;

export type Submission = {
	kind: Topic['kind'];
	/** How long a job without a reader goes on before it is interrupted, ms. */
	lingerMs?: number;
	/** `user\nagentId\nIdempotency-Key`. */
	key?: string | undefined;
};

export type Exchange = {
	agent(agentId: string): Promise<StoredAgent>;
	/** Writes a request to its agent at once or throws why not; the topic holds its answers. */
	submit(request: ActionRequest, submission: Submission): Promise<{requestId: string; repeated: boolean}>;
	/** The first answer that `accept` takes, or the failure of waiting for it. */
	call(request: ActionRequest, options?: {accept?: (response: ActionResponse) => boolean; waitMs?: number; key?: string | undefined}): Promise<ActionResponse>;
	/** Writes a request whose answer nobody needs. */
	tell(request: ActionRequest): Promise<boolean>;
	onAttach(agentId: string): void;
	onDetach(agentId: string): void;
	/** From now on nothing new is taken. */
	drain(): void;
	close(): void;
};

export function createExchange(store: Store): Exchange {
	/** Agents whose stream broke while commands ran, with the process that had it. */
	const away = new Map<string, {incarnation: number; since: number; timer: NodeJS.Timeout}>();
	const lost = new WeakSet<ActionResponse>();
	let isDraining = false;

	const agent = async (agentId: string) => {
		const found = await store.agents.get(agentId);
		if (!found) {
			throw unknownAgent(agentId, (await store.agents.list()).length);
		}

		return found;
	};

	const submit: Exchange['submit'] = async (given, {kind, lingerMs = 600_000, key}) => {
		if (isDraining) {
			throw draining();
		}

		const {agentId} = given;
		const target = await agent(agentId);
		const requestId = newRequestId();
		if (key) {
			const bodyHash = createHash('sha256').update(ActionRequest.encode({...given, requestId: ''}).finish()).digest('hex');
			const earlier = await store.requests.claim(key, {requestId, bodyHash});
			if (earlier && earlier.bodyHash !== bodyHash) {
				throw keyReused();
			}

			if (earlier) {
				return {requestId: earlier.requestId, repeated: true};
			}
		}

		const inFlight = await store.responses.running(agentId);
		if (inFlight >= inFlightLimit) {
			throw agentBusy(agentId, inFlight);
		}

		await store.responses.open({
			agentId, requestId, kind, lingerMs, sessionId: given.sessionId, ownsSession: given.sessionId === '' && given.action === RequestAction.ASYNC_EXECUTE,
		});
		if (await store.requests.send({...given, requestId}) !== 'sent') {
			await store.responses.remove(agentId, requestId);
			throw agentGone(agentId, Math.round((Date.now() - (target.goneSince || target.heartbeatTime)) / 1000));
		}

		return {requestId, repeated: false};
	};

	const call: Exchange['call'] = async (request, {accept = () => true, waitMs, key} = {}) => {
		const {agentId} = request;
		const limitMs = waitMs ?? execTimeoutOf(request) + graceMs;
		const {requestId} = await submit(request, {kind: 'call', lingerMs: limitMs, key});
		const response = await firstAnswer(store, {
			agentId, requestId, accept, limitMs,
		});
		if (!response) {
			await markUnanswered(store, agentId);
			throw noAnswer(agentId, requestId, limitMs, await likelyCause(store, request));
		}

		if (lost.has(response)) {
			throw agentLost(agentId, requestId);
		}

		return response;
	};

	/** Ends what an agent can't answer any more, in the shape of an answer so that every reader understands it. */
	const loseTopics = async (agentId: string) => {
		away.delete(agentId);
		for (const topic of await store.responses.list()) {
			if (topic.agentId === agentId && topic.endedAt === 0) {
				const response: ActionResponse = {
					agentId,
					requestId: topic.requestId,
					status: ResponseStatus.FAILED,
					message: agentLost(agentId, topic.requestId).message,
					sessionId: topic.sessionId,
					executeResult: undefined,
					consoleResult: undefined,
				};
				lost.add(response);
				store.responses.append(response);
			}
		}
	};

	const onAttach = async (agentId: string) => {
		const was = away.get(agentId);
		const now = await store.agents.get(agentId);
		if (!was || !now) {
			return;
		}

		clearTimeout(was.timer);
		away.delete(agentId);
		if (now.incarnation === was.incarnation) {
			store.responses.appendGap(agentId, {
				reason: 'agent-reconnect', count: null, since: was.since, until: Date.now(),
			});
		} else {
			await loseTopics(agentId);
		}
	};

	const onDetach = async (agentId: string) => {
		const known = await store.agents.get(agentId);
		if (known && await store.responses.running(agentId) > 0) {
			clearTimeout(away.get(agentId)?.timer);
			const timer = setTimeout(() => {
				void loseTopics(agentId);
			}, lostAfterMs);
			away.set(agentId, {incarnation: known.incarnation, since: Date.now(), timer});
		}
	};

	const tell = async (request: ActionRequest) => await store.requests.send({...request, requestId: request.requestId || newRequestId()}) === 'sent';
	const stopReaping = reapUnread(store, tell);

	return {
		agent,
		submit,
		call,
		tell,
		onAttach(agentId) {
			void onAttach(agentId);
		},
		onDetach(agentId) {
			void onDetach(agentId);
		},
		drain() {
			isDraining = true;
		},
		close() {
			isDraining = true;
			stopReaping();
			for (const {timer} of away.values()) {
				clearTimeout(timer);
			}
		},
	};
}

/** 0 and below mean the default, as they do at the agent. */
function execTimeoutOf({executeParams}: ActionRequest): number {
	const given = executeParams?.execTimeout ?? 0;
	return given > 0 ? given : defaultExecTimeoutMs;
}

async function markUnanswered(store: Store, agentId: string): Promise<void> {
	const agent = await store.agents.get(agentId);
	if (agent) {
		await store.agents.put({...agent, unanswered: agent.unanswered + 1});
	}
}

/** Names what usually keeps a stock agent from answering (all seen on agent 3.5.6). */
async function likelyCause(store: Store, request: ActionRequest): Promise<string> {
	const agent = await store.agents.get(request.agentId);
	if (!agent || Date.now() - agent.heartbeatTime > 12_000) {
		return 'the agent sends no heartbeats either: its JVM may be frozen, and the command may run when it wakes';
	}

	if (/^\s*(?:thread\s+(?:-n|\d)|vmoption|stack)/u.test(request.executeParams?.commandLine ?? '')) {
		return 'agents before 4.0 never answer this command on JDK 16 and later without --add-opens; ASYNC_EXECUTE names the cause';
	}

	return 'its one command thread may be busy with another command';
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Twelve letters and digits, as the Java server makes them. */
export function newRequestId(): string {
	let id = '';
	for (let index = 0; index < 12; index++) {
		id += alphabet[randomInt(alphabet.length)];
	}

	return id;
}
