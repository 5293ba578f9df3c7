import type {AgentRecord} from '../protocol/agent-record.js';
import type {ActionRequest, ActionResponse} from '../protocol/generated/ArthasService.js';

/**
All state of the channel server that outlives one socket: agents, requests, responses. It is kept in
memory now; a shared store implements the same interface later, so nothing else may hold that state,
and every read may answer with a promise. All times in it are those of `steadyNow`.
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
	/** False for a process that this server was the first to take in: it has no requests of an earlier server. */
	hasPast: boolean;
	/** `ip:port` of the connection that the agent is served on. */
	peer: string;
	/** Requests in a row that stayed without any answer. */
	unanswered: number;
	/** Since when there is no live request stream; 0 while there is one. */
	goneSince: number;
	/** False until its request stream has been open once. */
	wasServed: boolean;
	/** Another process that claimed the same id and was refused, and when it last did. */
	rival?: {peer: string; at: number} | undefined;
};

export type AgentChange = {kind: 'put' | 'remove'; agent: StoredAgent};

export type AgentStore = {
	get(agentId: string): MaybePromise<StoredAgent | undefined>;
	list(): MaybePromise<StoredAgent[]>;
	count(): MaybePromise<number>;
	put(agent: StoredAgent): MaybePromise<void>;
	/** Changes an agent that is there in one step; the same object back means no change. */
	update(agentId: string, change: (agent: StoredAgent) => StoredAgent): MaybePromise<StoredAgent | undefined>;
	remove(agentId: string): MaybePromise<void>;
	subscribe(listener: (change: AgentChange) => void): () => void;
};

/** What became of a request: written to the agent's stream, no stream, or a stream that takes nothing more. */
export type Delivery = 'sent' | 'no-stream' | 'full';

export type Deliver = (request: ActionRequest) => Delivery;

export type Claim = {agentId: string; requestId: string; bodyHash: string};

export type RequestStore = {
	/** Binds the agent's one request stream; a second call replaces the first atomically. */
	attach(agentId: string, deliver: Deliver): () => void;
	/** Delivers at most once, now or never: nothing is kept for an absent agent. */
	send(request: ActionRequest): MaybePromise<Delivery>;
	/** Remembers an idempotency key as long as its request is kept; answers with the earlier claim when there is one. */
	claim(key: string, claim: Claim): MaybePromise<Claim | undefined>;
	/** Forgets a key whose request was never sent. */
	unclaim(key: string): MaybePromise<void>;
};

/** Results are missing between two entries: a known number, or nobody can say how many (null). */
export type Gap = {reason: 'agent-reconnect' | 'server-restart'; count: number | null; since?: number; until?: number};

export type TopicEntry = ActionResponse | {gap: Gap};

/** How a request ended: by the agent, with the agent, by this server when nobody read, or without any answer in time. */
export type Outcome = 'done' | 'lost' | 'interrupted' | 'unanswered';

export type Topic = {
	readonly agentId: string;
	readonly requestId: string;
	/** What to do when nobody has read for `lingerMs`: a job is interrupted, a console closed, a call just ends. */
	readonly kind: 'call' | 'job' | 'console';
	readonly lingerMs: number;
	/** A call that nobody waits for must be answered by then; 0 is never. */
	readonly answerBy: number;
	/** The session that INTERRUPT_JOB needs, learnt from the first answer that carries one. */
	readonly sessionId: string;
	/** True when this request made the session, so that nobody else would close it. */
	readonly ownsSession: boolean;
	/** The process that was asked: a later one under the same id knows nothing of it. */
	readonly incarnation: number;
	readonly createdAt: number;
	/** 0 while answers may come. */
	readonly endedAt: number;
	readonly outcome: Outcome | undefined;
	/** Readers attached now, and when somebody last read. */
	readonly readers: number;
	readonly readAt: number;
};

export type NewTopic = Pick<Topic, 'agentId' | 'requestId' | 'kind' | 'lingerMs' | 'sessionId' | 'ownsSession' | 'incarnation'> & {answerBy?: number};

export type Batch = {
	entries: ReadonlyArray<{seq: number; value: TopicEntry; size: number}>;
	/** Entries between the cursor and the oldest one held, dropped from the ring. */
	dropped: number;
	/** Sequence number of the newest entry there ever was. */
	last: number;
	/** Nothing more will come after these entries. */
	ended: boolean;
};

export type ResponseStore = {
	/** Starts to keep the answers to a request; early ones that were seen before are taken in. */
	open(topic: NewTopic): MaybePromise<Topic>;
	/** As `open`, but only when the agent has sent something under that id lately, as it does when this server was restarted. */
	adopt(topic: NewTopic): MaybePromise<Topic | undefined>;
	get(agentId: string, requestId: string): MaybePromise<Topic | undefined>;
	/** Topics that have not ended, of one agent or of all. */
	live(agentId?: string): MaybePromise<Topic[]>;
	/** The newest job of a session, ended or not. */
	latestJob(agentId: string, sessionId: string): MaybePromise<string | undefined>;
	/** How many requests of an agent wait for answers, consoles not counted. */
	running(agentId: string): MaybePromise<number>;
	/** Never blocks and never fails: what nobody reads pushes out the oldest. */
	append(response: ActionResponse): void;
	/** Records that results may be missing in every running request of an agent. */
	appendGap(agentId: string, gap: Gap): void;
	/** Ends a topic without its agent; `last` is told to its readers as if the agent had said it. */
	end(agentId: string, requestId: string, outcome: Outcome, last?: ActionResponse): MaybePromise<void>;
	/** Nobody waits any more: it no longer counts as running. A late answer is kept; the end of a job is then our interrupt's. */
	giveUp(agentId: string, requestId: string): MaybePromise<void>;
	read(agentId: string, requestId: string, cursor: number, max: number): MaybePromise<Batch | undefined>;
	/** Reads on after what callers of the same `reader` name have taken, which they take turns in. */
	take(agentId: string, requestId: string, reader: string, max: number): MaybePromise<Batch | undefined>;
	/** Calls `wake` when there is something new to read or the topic ended; counts as a reader. */
	subscribe(agentId: string, requestId: string, wake: () => void): () => void;
	remove(agentId: string, requestId: string): MaybePromise<void>;
};
