import {toAgentRecord, type AgentRecord} from '../../protocol/agent-record.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {parseJson} from '../../protocol/json.js';
import {SseReader, type SseEvent} from '../../protocol/sse.js';
import {until, writable} from '../../readable.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {Agent} from '../agent.js';
import {answerError} from './answer-error.js';
import type {ChannelServer} from './channel-server.js';

const readyMs = 5000;

type Server = Pick<ChannelServer, 'http' | 'endpoint' | 'maxMessage'>;

/** The list of agents as our own server tells it when it changes, instead of being asked every two seconds. */
export type AgentWatch = {
	/** True until the stream has ended. */
	readonly isOpen: boolean;
	/** When anything came last, by `performance.now`. */
	readonly heardAt: number;
	/** The same list until something changed. */
	agents(): Agent[];
	stop(): void;
};

export type AgentWatchOptions = {
	toAgent: (record: AgentRecord) => Agent;
	/** An agent came, went, or has another status. Mere signs of life wait until somebody asks for the list. */
	onNews: (agents: Agent[]) => void;
	signal: AbortSignal;
};

/** Resolves when the whole list is there; rejects when the server, or a proxy before it, gives no such stream. */
export async function watchAgents(server: Server, {toAgent, onNews, signal}: AgentWatchOptions): Promise<AgentWatch> {
	const over = new AbortController();
	const stage = writable<'opening' | 'ready' | 'over'>('opening');
	const list = createList(toAgent);
	let heardAt = performance.now();
	const take = (events: SseEvent[]) => {
		heardAt = performance.now();
		// Each is taken, whatever the first one was.
		let isNews = false;
		for (const event of events) {
			isNews = list.take(event) || isNews;
		}

		if (events.some(({event}) => event === 'ready')) {
			stage.set('ready');
		} else if (isNews && stage.getSnapshot() === 'ready') {
			onNews(list.agents());
		}
	};

	const follow = async () => {
		try {
			await readList(server, take, AbortSignal.any([signal, over.signal]));
		} catch {
			// The list is asked for then, and that says what is wrong.
		} finally {
			stage.set('over');
			over.abort();
		}
	};

	void follow();
	try {
		await until(stage, now => now === 'ready', AbortSignal.any([signal, over.signal, timeoutSignal(readyMs)]));
	} catch (error) {
		over.abort();
		throw error;
	}

	return {
		get isOpen() {
			return stage.getSnapshot() === 'ready';
		},
		get heardAt() {
			return heardAt;
		},
		agents: list.agents,
		stop() {
			over.abort();
		},
	};
}

/** Gives out all events of the stream, and an empty list for comments, until it ends. */
async function readList({http, endpoint, maxMessage}: Server, take: (events: SseEvent[]) => void, signal: AbortSignal): Promise<void> {
	const stream = await http.stream({path: '/agents?watch=1', timeoutMs: 0, signal});
	if (stream.status !== 200 || !String(stream.headers['content-type']).startsWith('text/event-stream')) {
		throw answerError({...stream, text: ''}, endpoint);
	}

	const reader = new SseReader({maxBytes: maxMessage});
	for await (const chunk of stream.body) {
		take(reader.push(chunk));
	}
}

const ranks = {up: 0, out: 1, down: 2};

/** By status, then by id; agents that only give a sign of life keep their places. */
function createList(toAgent: (record: AgentRecord) => Agent): {take: (event: SseEvent) => boolean; agents: () => Agent[]} {
	let rows = new Map<string, Agent>();
	let listed: Agent[] | undefined;
	let isInOrder = true;
	return {
		/** True when it changes more than when an agent was last seen. */
		take({event, data}) {
			const json = event === 'ready' ? undefined : parseJson(data);
			if (!isJsonObject(json)) {
				return false;
			}

			const agent = toAgent(toAgentRecord(json));
			const before = rows.get(agent.id);
			if (event === 'remove') {
				rows.delete(agent.id);
			} else {
				rows.set(agent.id, agent);
			}

			listed = undefined;
			const isNews = event === 'remove' || before?.statusText !== agent.statusText || before.registeredAt !== agent.registeredAt;
			isInOrder &&= !isNews;
			return isNews;
		},
		agents() {
			if (!isInOrder) {
				rows = new Map([...rows].toSorted(([leftId, left], [rightId, right]) => ranks[left.status] - ranks[right.status] || (leftId < rightId ? -1 : 1)));
				isInOrder = true;
			}

			listed ??= [...rows.values()];
			return listed;
		},
	};
}
