import {
	ActionRequest, RequestAction, ResponseStatus, ResultFormat,
} from '../../protocol/generated/ArthasService.js';
import {negotiate, replyAction} from './negotiate.js';
import type {RouteContext} from './route.js';

const waitMs = 30_000;

/** Asks for JSON, which the Java server does not and then can't print the answer; ready when the last of its messages says so. */
export async function initSession(context: RouteContext, agentId: string): Promise<void> {
	const format = negotiate(context.request);
	const request = ActionRequest.fromPartial({agentId, action: RequestAction.INIT_SESSION, executeParams: {resultFormat: ResultFormat.JSON}});
	const accept = ({status}: {status: ResponseStatus}) => status !== ResponseStatus.CONTINUOUS;
	replyAction(context, format, await context.exchange.call(request, {accept, waitMs}));
}

/** `close_session/{sessionId}` and `interrupt_job/{sessionId}`. */
export async function controlSession(context: RouteContext, agentId: string, action: RequestAction, sessionId: string): Promise<void> {
	const format = negotiate(context.request);
	replyAction(context, format, await context.exchange.call(ActionRequest.fromPartial({agentId, action, sessionId}), {waitMs}));
}
