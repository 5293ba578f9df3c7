import {createHash} from 'node:crypto';
import {
	ActionRequest, RequestAction, ResponseStatus, type ActionResponse,
} from '../protocol/generated/ArthasService.js';
import {isTunnelAgent} from '../protocol/tunnel/feature.js';
import {Absence} from './absence.js';
import {steadyNow} from './clock.js';
import {
	agentBusy, agentGone, agentLost, consoleOnly, draining, keyReused, keyUnknown, noAnswer, notKept, unknownAgent,
} from './failure.js';
import {firstAnswer} from './first-answer.js';
import {likelyCause} from './likely-cause.js';
import {Reaper} from './reaper.js';
import {newRequestId} from './request-id.js';
import type {NewTopic, Store, StoredAgent} from './store.js';

/** Requests in flight for one agent before further ones are turned away. */
const inFlightLimit = 64;
const defaultExecTimeoutMs = 30_000;
const longestExecTimeoutMs = 86_400_000;
/** The agent answers about 130 ms after its own deadline, with what it has until then. */
const graceMs = 2000;
/** An answer that nobody waits for stays readable for so long. */
const lingerMs = 600_000;

/** What helps a busy agent must get through to it. */
const unlimited = new Set([RequestAction.INTERRUPT_JOB, RequestAction.CLOSE_SESSION]);

export type SubmitOptions = {
	/** How long a job without a reader goes on before it is interrupted, ms. */
	lingerMs?: number;
	/** `user\nagentId\nIdempotency-Key`. */
	key?: string | undefined;
	/** The caller has sent it before and doesn't know what became of it. */
	isRepeat?: boolean;
	/** True for a caller that does its own waiting. */
	isAwaited?: boolean;
};

export type CallOptions = {
	/** Which answer is waited for; the first one unless given. The terminal one is always taken. */
	accept?: (response: ActionResponse) => boolean;
	waitMs?: number;
	key?: string | undefined;
};

/** Carries requests to agents and finds their answers. Throws `RequestFailure` with what to tell the caller. */
export class Exchange {
	/** To be told of agents that come and go. */
	readonly absence: Absence;
	readonly #store: Store;
	readonly #reaper: Reaper;
	#isDraining = false;

	constructor(store: Store) {
		this.#store = store;
		this.absence = new Absence(store, this.tell);
		this.#reaper = new Reaper(store, this.tell);
	}

	async agent(agentId: string): Promise<StoredAgent> {
		const {agents} = this.#store;
		const found = await agents.get(agentId);
		if (!found) {
			throw unknownAgent(agentId, await agents.count());
		}

		return found;
	}

	/** Writes a request to its agent at once or throws why not; the topic of its id holds the answers. */
	async submit(given: ActionRequest, options: SubmitOptions = {}): Promise<{requestId: string; repeated: boolean}> {
		if (this.#isDraining) {
			throw draining('no');
		}

		const target = await this.agent(given.agentId);
		if (isTunnelAgent(target)) {
			throw consoleOnly(given.agentId);
		}

		const request = {...given, requestId: newRequestId()};
		const earlier = options.key && await this.#claim(options.key, request);
		if (earlier) {
			return {requestId: earlier, repeated: true};
		}

		try {
			if (options.isRepeat) {
				throw keyUnknown();
			}

			await this.#send(request, topicOf(request, target, options), target);
		} catch (error) {
			if (options.key) {
				await this.#store.requests.unclaim(options.key);
			}

			throw error;
		}

		return {requestId: request.requestId, repeated: false};
	}

	/** The first answer that `accept` takes, or the failure of waiting for it. */
	async call(request: ActionRequest, {accept = () => true, waitMs, key}: CallOptions = {}): Promise<ActionResponse> {
		const {responses} = this.#store;
		const {agentId} = request;
		const limitMs = waitMs ?? execTimeoutOf(request) + graceMs;
		const {requestId} = await this.submit(request, {key, isAwaited: true});
		const response = await firstAnswer(this.#store, {
			agentId, requestId, accept, limitMs,
		});
		const topic = await responses.get(agentId, requestId);
		if (!response) {
			throw topic ? await this.#unanswered(request, requestId, limitMs) : (this.#isDraining ? draining('maybe') : notKept(agentId, requestId));
		}

		if (topic?.outcome === 'lost' && response.status === ResponseStatus.FAILED) {
			throw agentLost(agentId, requestId);
		}

		// Nobody asks again for what was told, unless by its key.
		if (topic && topic.endedAt > 0 && topic.readers === 0 && !key) {
			await responses.remove(agentId, requestId);
		}

		return response;
	}

	/** Writes a request whose answer nobody needs; false when it did not leave. */
	readonly tell = async (request: ActionRequest): Promise<boolean> => {
		const delivery = await this.#store.requests.send({...request, requestId: request.requestId || newRequestId()});
		return delivery === 'sent';
	};

	/** From now on nothing new is taken. */
	drain(): void {
		this.#isDraining = true;
	}

	close(): void {
		this.drain();
		this.#reaper.close();
		this.absence.close();
	}

	/** The request that had this key before, if there was one. */
	async #claim(key: string, request: ActionRequest): Promise<string | undefined> {
		const {agentId, requestId} = request;
		const bodyHash = createHash('sha256').update(ActionRequest.encode({...request, requestId: ''}).finish()).digest('hex');
		const earlier = await this.#store.requests.claim(key, {agentId, requestId, bodyHash});
		if (earlier && earlier.bodyHash !== bodyHash) {
			throw keyReused();
		}

		return earlier?.requestId;
	}

	async #send(request: ActionRequest, topic: NewTopic, target: StoredAgent): Promise<void> {
		const {requests, responses} = this.#store;
		const {agentId, requestId, action} = request;
		const inFlight = await responses.running(agentId);
		if (inFlight >= inFlightLimit && !unlimited.has(action)) {
			throw agentBusy(agentId, inFlight);
		}

		await responses.open(topic);
		const delivery = await requests.send(request);
		if (delivery !== 'sent') {
			await responses.remove(agentId, requestId);
			throw delivery === 'full' ? agentBusy(agentId, inFlight) : agentGone(agentId, target.goneSince);
		}
	}

	async #unanswered(request: ActionRequest, requestId: string, waitedMs: number): Promise<Error> {
		const {agents, responses} = this.#store;
		const {agentId} = request;
		await responses.giveUp(agentId, requestId);
		const agent = await agents.update(agentId, now => ({...now, unanswered: now.unanswered + 1}));
		return noAnswer(agentId, requestId, waitedMs, likelyCause(agent, request));
	}
}

function topicOf(request: ActionRequest, {incarnation}: StoredAgent, options: SubmitOptions): NewTopic {
	const {agentId, requestId, action, sessionId} = request;
	const isJob = action === RequestAction.ASYNC_EXECUTE;
	return {
		agentId,
		requestId,
		kind: isJob ? 'job' : 'call',
		lingerMs: options.lingerMs ?? lingerMs,
		sessionId,
		ownsSession: isJob && sessionId === '',
		incarnation,
		// A caller that waits is told by the end of its waiting, and a job may be silent for hours.
		answerBy: isJob || options.isAwaited ? 0 : steadyNow() + execTimeoutOf(request) + graceMs,
	};
}

/** 0 and below mean the default, as they do at the agent. */
function execTimeoutOf({executeParams}: ActionRequest): number {
	const given = executeParams?.execTimeout ?? 0;
	return given > 0 ? Math.min(given, longestExecTimeoutMs) : defaultExecTimeoutMs;
}
