import {RequestAction} from '../../protocol/generated/ArthasService.js';
import {RequestFailure} from '../failure.js';
import {asyncExec, exec, sseAsyncExec} from './execute.js';
import {printListed} from './listed-agent.js';
import {streamResults} from './open-stream.js';
import {replyJson} from './reply.js';
import {pollResults} from './results.js';
import type {RouteContext} from './route.js';
import {controlSession, initSession} from './session-routes.js';

/** What stands behind an agent's id in the path, and whether a second id follows. */
const routes: Record<string, {hasId: boolean; run: (context: RouteContext, agentId: string, id: string) => Promise<void>}> = {
	exec: {hasId: false, run: exec},
	async_exec: {hasId: false, run: asyncExec},
	sse_async_exec: {hasId: false, run: sseAsyncExec},
	init_session: {hasId: false, run: initSession},
	results: {hasId: true, run: pollResults},
	sse_results: {hasId: true, run: streamResults},
	close_session: {hasId: true, run: async (context, agentId, id) => controlSession(context, agentId, RequestAction.CLOSE_SESSION, id)},
	interrupt_job: {hasId: true, run: async (context, agentId, id) => controlSession(context, agentId, RequestAction.INTERRUPT_JOB, id)},
};

/** `/agent/{id}/…` as the Java server has it; answers at once where that one hangs for 30 s. */
export async function agentRoute(context: RouteContext): Promise<void> {
	const [, agentId = '', action, id, ...rest] = context.parts;
	if (action === undefined) {
		replyJson(context.response, printListed(await context.exchange.agent(agentId), context.extended));
		return;
	}

	const found = Object.hasOwn(routes, action) ? routes[action] : undefined;
	const hasId = id !== undefined;
	if (found?.hasId !== hasId || rest.length > 0) {
		throw new RequestFailure({status: 404, message: ''});
	}

	await found.run(context, agentId, id ?? '');
}
