import {
	RequestAction, ResponseStatus, ResultFormat, type ActionRequest, type ActionResponse,
} from '../../../source/core/protocol/generated/ArthasService.js';

/** A request as a channel server sends it for one command line. */
export function command(commandLine: string, more: Partial<ActionRequest> & {execTimeout?: number; resultFormat?: ResultFormat} = {}): Partial<ActionRequest> {
	const {execTimeout = 0, resultFormat = ResultFormat.JSON, ...request} = more;
	return {action: RequestAction.ASYNC_EXECUTE, executeParams: {commandLine, execTimeout, resultFormat}, ...request};
}

export function isEnd({status}: ActionResponse): boolean {
	return status !== ResponseStatus.CONTINUOUS;
}

export function results({executeResult}: ActionResponse): Array<Record<string, unknown>> {
	return executeResult?.resultsJson === undefined ? [] : JSON.parse(executeResult.resultsJson) as Array<Record<string, unknown>>;
}
