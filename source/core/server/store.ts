import type {AgentRecord} from '../protocol/agent-record.js';
import type {ActionRequest, ActionResponse} from '../protocol/generated/ArthasService.js';

/**
All state of the channel server that outlives one socket: agents, requests, responses. It is kept in
memory now; a shared store implements the same interface later, so nothing else may hold that state,
and every read may answer with a promise.
*/
export type Store = {
	agents: AgentStore;
	requests: RequestStore;
	responses: ResponseStore;
	close(): void;
};

export type MaybePromise<T> = T | Promise<T>;

/** What the server knows of an agent beyond what the agent said of itself. */
export type StoredAgent = AgentRecord & {
	/** +1 with each registration that says UP, which only a new process does. */
	incarnation: number;
	/** `ip:port` of the connection that the agent is served on. */
	peer: string;
	/** Requests in a row that stayed without any answer. */
	unanswered: number;
	/** Epoch ms since when there is no live request stream; 0 while there is one. */
	goneSince: number;
};

export type AgentChange = {kind: 'put' | 'remove'; agent: StoredAgent};

export type AgentStore = {
	get(agentId: string): MaybePromise<StoredAgent | undefined>;
	list(): MaybePromise<StoredAgent[]>;
	put(agent: StoredAgent): MaybePromise<void>;
	remove(agentId: string): MaybePromise<void>;
	subscribe(listener: (change: AgentChange) => void): () => void;
};

/** Writes one request to the agent's stream; false when the stream is dead. */
export type Deliver = (request: ActionRequest) => boolean;

export type Claim = {requestId: string; bodyHash: string};

export type RequestStore = {
	/** Binds the agent's one request stream; a second call replaces the first atomically. */
	attach(agentId: string, deliver: Deliver): () => void;
	/** Delivers at most once, now or never: nothing is kept for an absent agent. */
	send(request: ActionRequest): MaybePromise<'sent' | 'no-stream'>;
	/** Remembers an idempotency key; answers with the earlier claim when there is one. */
	claim(key: string, claim: Claim): MaybePromise<Claim | undefined>;
};

/** Results of unknown number are missing between two entries, or a known number was dropped. */
export type Gap = {reason: 'server-ring' | 'agent-reconnect'; count: number | null; from?: number; to?: number; since?: number; until?: number};

export type TopicEntry = {response: ActionResponse; at: number} | {gap: Gap; at: number};

export type Topic = {
	readonly agentId: string;
	readonly requestId: string;
	/** What to do when nobody has read for `lingerMs`: a job is interrupted, the rest just ends. */
	readonly kind: 'call' | 'job' | 'console';
	readonly lingerMs: number;
	/** The session that INTERRUPT_JOB needs, learnt from the first answer that carries one. */
	sessionId: string;
	/** True when this request made the session, so that nobody else would close it. */
	readonly ownsSession: boolean;
	readonly createdAt: number;
	endedAt: number;
	/** Readers attached now, and when the last one left (epoch ms). */
	readers: number;
	readAt: number;
	/** What one-at-a-time polling has taken; all such pollers share it, as they do at the Java server. */
	pulled: number;
};

export type Batch = {
	entries: ReadonlyArray<{seq: number; value: TopicEntry}>;
	/** Entries between the cursor and the oldest one held, dropped from the ring. */
	dropped: number;
	ended: boolean;
};

export type ResponseStore = {
	/** Starts to keep the answers to a request; early ones that were seen before are adopted. */
	open(topic: Pick<Topic, 'agentId' | 'requestId' | 'kind' | 'lingerMs' | 'sessionId' | 'ownsSession'>): MaybePromise<Topic>;
	get(agentId: string, requestId: string): MaybePromise<Topic | undefined>;
	list(): MaybePromise<Topic[]>;
	/** How many requests of an agent have not ended. */
	running(agentId: string): MaybePromise<number>;
	/** Never blocks and never fails: what nobody reads pushes out the oldest. */
	append(response: ActionResponse): void;
	/** Records that results may be missing in every running topic of an agent. */
	appendGap(agentId: string, gap: Gap): void;
	/** Ends a topic without an answer of the agent. */
	end(agentId: string, requestId: string): MaybePromise<void>;
	read(agentId: string, requestId: string, cursor: number, max: number): MaybePromise<Batch | undefined>;
	/** Calls `wake` when there is something new to read or the topic ended; counts as a reader. */
	subscribe(agentId: string, requestId: string, wake: () => void): () => void;
	remove(agentId: string, requestId: string): MaybePromise<void>;
};
