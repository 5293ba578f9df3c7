import {agentGone, notKept} from '../failure.js';
import type {Topic} from '../store.js';
import {reopen} from './reopen.js';
import {
	allowMethods, longestLinger, queryNumber, type RouteContext,
} from './route.js';
import {TopicStream} from './topic-stream.js';

const javaLifeMs = 300_000;
/** How long a job that is read by server-sent events may go on without a reader. */
export const streamLingerMs = 60_000;

/** `sse_results/{requestId}`: another reader of a request, or the same one again. */
export async function streamResults(context: RouteContext, agentId: string, requestId: string): Promise<void> {
	allowMethods(context, 'GET');
	const {store, exchange, query} = context;
	const from = resumePoint(context);
	if (from?.isOtherBoot && !await store.agents.get(agentId)) {
		// It was an agent of this server before the restart and will be again within seconds.
		throw agentGone(agentId);
	}

	await exchange.agent(agentId);
	const found = await reopen(context, {
		agentId, requestId, lingerMs: queryNumber(query, 'linger', streamLingerMs, longestLinger), isProven: from?.isOtherBoot ?? false,
	});
	if (!found) {
		throw notKept(agentId, requestId);
	}

	openStream(context, found.topic, found.isReopened ? {seq: 0, isOtherBoot: true} : from);
}

export type ResumePoint = {seq: number; isOtherBoot: boolean};

/** Readers that know event streams say so or come back with an id; to others only `data:` is safe, as the Java server has it. */
export function openStream({response, request, store, boot, extended, query, streams}: RouteContext, topic: Topic, from: ResumePoint | undefined): void {
	const isStandard = extended || request.headers['last-event-id'] !== undefined || /\btext\/event-stream\b/iu.test(request.headers.accept ?? '');
	const isOtherBoot = from?.isOtherBoot ?? false;
	// It lives as long as its response.
	new TopicStream(response, {
		store,
		topic,
		streams,
		boot: isStandard ? boot : undefined,
		extended,
		cursor: isOtherBoot ? 0 : from?.seq ?? 0,
		hasUnknownGap: isOtherBoot,
		timeoutMs: queryNumber(query, 'timeout', isStandard ? 0 : javaLifeMs),
	}).start();
}

/** What the reader saw last, when it says so with an id that can be one of a server like this. */
export function resumePoint({request, boot}: RouteContext, id = request.headers['last-event-id']): ResumePoint | undefined {
	const {boot: seen, seq} = /^(?<boot>[\da-f]{8})-(?<seq>\d{1,15})$/u.exec(String(id ?? ''))?.groups ?? {};
	return seen === undefined ? undefined : {seq: Number(seq), isOtherBoot: seen !== boot};
}
