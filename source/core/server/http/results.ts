import {ActionResponse, ResponseStatus} from '../../protocol/generated/ArthasService.js';
import {printActionResponse} from '../../protocol/channel-response.js';
import {waitForMore} from '../wait-for-more.js';
import type {Batch, Store} from '../store.js';
import {negotiate, replyAction} from './negotiate.js';
import {reopen} from './reopen.js';
import {replyJson} from './reply.js';
import {queryNumber, type RouteContext} from './route.js';

const mostAtOnce = 500;
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

async function take({responses}: Store, {agentId, requestId, limitMs, reader = ''}: Pull, max: number): Promise<Batch | undefined> {
	const deadline = performance.now() + limitMs;
	for (;;) {
		const more = waitForMore(responses, agentId, requestId);
		try {
			const batch = await responses.take(agentId, requestId, reader, max);
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
function printBatch(batch: Batch | undefined): string {
	const entries = batch?.entries.map(({value}) => value) ?? [];
	const responses = entries.flatMap(value => 'status' in value ? [printActionResponse(value)] : []);
	const gaps = entries.flatMap(value => 'gap' in value ? [value.gap] : []);
	return `{"responses":[${responses.join(',')}],"dropped":${batch?.dropped ?? 0},"gaps":${JSON.stringify(gaps)},"ended":${batch?.ended ?? true}}`;
}
