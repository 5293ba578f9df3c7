import {legacyAnswer, type LegacyAnswer} from './legacy-answer.js';
import {reopen} from './reopen.js';
import {noTopic, pollLingerMs, pull} from './results.js';
import type {RouteContext} from './route.js';

/** `pull_results`: one message a call, by the id of its request or, for callers that have no other, of the session. */
export async function pullLegacy(context: RouteContext, wanted: {agentId: string; requestId: string; sessionId: string; reader: string; limitMs: number}): Promise<LegacyAnswer> {
	const {agentId, reader, limitMs} = wanted;
	const requestId = wanted.requestId || await latestOf(context, agentId, wanted.sessionId);
	if (!await reopen(context, {agentId, requestId, lingerMs: pollLingerMs})) {
		return {
			agentId, requestId, state: 'FAILED', message: noTopic(agentId, requestId),
		};
	}

	const answer = await pull(context.store, {
		agentId, requestId, limitMs, reader,
	});
	return answer
		? legacyAnswer(answer, context)
		: {
			agentId, requestId, state: 'FAILED', message: 'Timeout',
		};
}

async function latestOf({store}: RouteContext, agentId: string, sessionId: string): Promise<string> {
	if (!sessionId) {
		throw new Error('Invalid request to pull results, need to specify \'requestId\' or \'sessionId\'');
	}

	const newest = await store.responses.latestJob(agentId, sessionId);
	if (newest === undefined) {
		throw new Error('Find async exec requestId by sessionId failed, please specify the \'requestId\' in ASYNC_EXEC result');
	}

	return newest;
}
