import {ActionResponse, ResponseStatus} from '../../protocol/generated/ArthasService.js';
import {printActionResponse} from '../../protocol/channel-response.js';
import {waitForMore} from '../wait-for-more.js';
import type {Batch, Store} from '../store.js';
import {notKept} from '../failure.js';
import {negotiate, replyAction} from './negotiate.js';
import {resumePoint} from './open-stream.js';
import {reopen} from './reopen.js';
import {replyJson} from './reply.js';
import {queryNumber, type RouteContext} from './route.js';

const mostAtOnce = 500;
const mostBytes = 1 << 20;
/** How long a job that is polled may go on without a poll. */
export const pollLingerMs = 600_000;

export type Pull = {agentId: string; requestId: string; limitMs: number; reader?: string};

/**
`results/{requestId}`: one message a call, taken from all who poll so; the Java server's texts for no data.
Those who ask for more than it has may name themselves with `reader`, and take `max` messages at once.
*/
export async function pollResults(context: RouteContext, agentId: string, requestId: string): Promise<void> {
	const {store, request, response, query, extended} = context;
	const format = negotiate(request);
	const say = (message: string) => {
		replyAction(context, format, ActionResponse.fromPartial({
			agentId, requestId, status: ResponseStatus.FAILED, message,
		}));
	};

	await context.exchange.agent(agentId);
	if (extended && query.has('after')) {
		await pollAfter(context, agentId, requestId);
		return;
	}

	if (!await reopen(context, {agentId, requestId, lingerMs: pollLingerMs})) {
		say(noTopic(agentId, requestId));
		return;
	}

	const wanted = {agentId, requestId, limitMs: queryNumber(query, 'timeout', 30_000)};
	const reader = extended ? query.get('reader') ?? '' : '';
	if (extended && query.has('max')) {
		const batch = await take(store, {...wanted, reader}, queryNumber(query, 'max', 1, mostAtOnce));
		replyJson(response, printBatch(batch));
		return;
	}

	const answer = await pull(store, {...wanted, reader});
	if (answer) {
		replyAction(context, format, answer);
	} else {
		say('Timeout');
	}
}

/**
What came after the entry that the caller names, as the ids of event streams do, or from the first one on:
a poll whose answer got lost is asked again and nothing is missing.
*/
async function pollAfter(context: RouteContext, agentId: string, requestId: string): Promise<void> {
	const {store, boot, query, response} = context;
	const from = resumePoint(context, query.get('after') ?? '');
	const found = await reopen(context, {
		agentId, requestId, lingerMs: pollLingerMs, isProven: from?.isOtherBoot ?? false,
	});
	if (!found) {
		throw notKept(agentId, requestId);
	}

	const isOtherBoot = found.isReopened || (from?.isOtherBoot ?? false);
	const cursor = isOtherBoot ? 0 : from?.seq ?? 0;
	const max = queryNumber(query, 'max', mostAtOnce, mostAtOnce);
	const batch = await waitForBatch(store, {agentId, requestId, limitMs: queryNumber(query, 'timeout', 30_000)}, async () => {
		const {entries, ended, ...more} = await store.responses.read(agentId, requestId, cursor, max) ?? gone;
		const fitting = upToBytes(entries);
		return {...more, entries: fitting, ended: ended && fitting.length === entries.length};
	});
	const outcome = batch?.ended ? (await store.responses.get(agentId, requestId))?.outcome ?? 'gone' : undefined;
	replyJson(response, printBatch(batch, {
		after: `${boot}-${batch?.entries.at(-1)?.seq ?? cursor + (batch?.dropped ?? 0)}`, ...(outcome && {state: outcome}), ...(isOtherBoot && {restarted: true}),
	}));
}

const gone: Batch = {
	entries: [], dropped: 0, last: 0, ended: true,
};

/** As many as fit into an answer of moderate size, and one at least. */
function upToBytes(entries: Batch['entries']): Batch['entries'] {
	let size = 0;
	return entries.filter((entry, index) => {
		size += entry.size;
		return index === 0 || size <= mostBytes;
	});
}

export function noTopic(agentId: string, requestId: string): string {
	return `topic is not exists: ActionResponseTopic{agentId='${agentId}', requestId='${requestId}'}`;
}

/** Takes the next message of a topic; undefined when none comes in time, or none can come any more. */
export async function pull(store: Store, wanted: Pull): Promise<ActionResponse | undefined> {
	const deadline = performance.now() + wanted.limitMs;
	for (;;) {
		const batch = await take(store, {...wanted, limitMs: deadline - performance.now()}, 1);
		const [entry] = batch?.entries ?? [];
		if (!entry || 'status' in entry.value) {
			return entry?.value as ActionResponse | undefined;
		}
	}
}

async function take(store: Store, pull: Pull, max: number): Promise<Batch | undefined> {
	const {agentId, requestId, reader = ''} = pull;
	return waitForBatch(store, pull, async () => store.responses.take(agentId, requestId, reader, max));
}

/** What `read` gives as soon as there is something, or when it is time to answer with nothing. */
async function waitForBatch({responses}: Store, {agentId, requestId, limitMs}: Pull, read: () => Promise<Batch | undefined>): Promise<Batch | undefined> {
	const deadline = performance.now() + limitMs;
	for (;;) {
		const more = waitForMore(responses, agentId, requestId);
		try {
			const batch = await read();
			const left = deadline - performance.now();
			if (!batch || batch.entries.length > 0 || batch.ended || left <= 0) {
				return batch;
			}

			await more.within(left);
		} finally {
			more.stop();
		}
	}
}

/** Several messages in one answer, with what was lost between them and whether there can be more. */
function printBatch(batch: Batch | undefined, more: Record<string, unknown> = {}): string {
	const entries = batch?.entries.map(({value}) => value) ?? [];
	const responses = entries.flatMap(value => 'status' in value ? [printActionResponse(value)] : []);
	const gaps = entries.flatMap(value => 'gap' in value ? [value.gap] : []);
	const rest = JSON.stringify({
		dropped: batch?.dropped ?? 0, gaps, ended: batch?.ended ?? true, ...more,
	});
	return `{"responses":[${responses.join(',')}],${rest.slice(1)}`;
}
