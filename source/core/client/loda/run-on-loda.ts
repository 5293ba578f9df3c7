import {ArthasError, isArthasError} from '../../error.js';
import {
	readLodaAnswer, toLodaRequest, type LodaAnswer, type LodaRequest,
} from '../../protocol/loda.js';
import type {Result} from '../../protocol/result.js';
import {endByError} from '../end-by-error.js';
import type {HttpClient} from '../http.js';
import type {JobEnd} from '../job-state.js';
import {endByStop} from '../judge-end.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';

/** Adds what somebody else knows of a result. */
export type Complete = (result: Result, signal: AbortSignal) => Promise<Result>;

export type LodaRun = {http: HttpClient; spec: CommandSpec; options: RunOptions; onSent: () => void; complete?: Complete | undefined};

/** One command on a loda agent: one call, which nothing can end there before its time. */
export async function * runOnLoda({http, spec: {commandLine}, options: {stop, signal}, onSent, complete}: LodaRun): AsyncGenerator<WireEvent, void, undefined> {
	const request = toLodaRequest(commandLine);
	if (request === undefined || 'problem' in request) {
		yield failed(request?.problem ?? `${commandLine.trim().split(/\s/u)[0] ?? ''}: command not found`);
		return;
	}

	if (request.note !== undefined) {
		yield {kind: 'notice', text: request.note};
	}

	const ended = AbortSignal.any([stop, signal]);
	try {
		const stranger = await foreignNamespace(http, request, ended);
		if (stranger !== undefined) {
			yield failed(stranger, 'the agent takes figures for any name; post with -f if that is meant');
			return;
		}

		onSent();
		yield {kind: 'state', state: {name: 'running'}};
		let answer = await ask(http, request, ended);
		if (answer.kind === 'unknown' && await isListed(http, request, ended)) {
			yield {kind: 'notice', text: 'the agent lists it and yet doesn\'t know it, as after a pull that failed: let it pull, and asked again'};
			await ask(http, {command: 'pull', path: '/update', timeoutMs: request.timeoutMs}, ended);
			answer = await ask(http, request, ended);
		}

		yield * judge(answer.kind === 'result' && complete ? {kind: 'result', result: await complete(answer.result, ended)} : answer, request);
	} catch (error) {
		yield {kind: 'end', end: stop.aborted ? endByStop(stop.reason as StopRequest, 'no') : endOf(error, request)};
	}
}

async function ask(http: HttpClient, request: LodaRequest, signal: AbortSignal): Promise<LodaAnswer> {
	const {path, body, timeoutMs} = request;
	return readLodaAnswer(request, await http.request({
		path, timeoutMs, signal, ...(body !== undefined && {method: 'POST', body}),
	}));
}

/** Figures for a namespace that nobody has made go to a database that nobody reads, and the agent says success. */
async function foreignNamespace(http: HttpClient, {command, namespace, isForeign}: LodaRequest, signal: AbortSignal): Promise<string | undefined> {
	if (command !== 'metrics.post' || namespace === undefined || isForeign) {
		return undefined;
	}

	const answer = await ask(http, {command: 'namespaces', path: '/me/ns', timeoutMs: 10_000}, signal);
	const own = answer.kind === 'result' ? answer.result['namespaces'] as string[] : [namespace];
	return own.includes(namespace) ? undefined : `${namespace} is none of the namespaces of this host: ${own.join(', ') || 'it is in none'}`;
}

/** After a pull that failed the agent knows no plugin, and still lists those that run in cycles. */
async function isListed(http: HttpClient, {namespace, project}: LodaRequest, signal: AbortSignal): Promise<boolean> {
	const answer = await ask(http, {command: 'plugins.list', path: '/plugins/list', timeoutMs: 70_000}, signal);
	const plugins = answer.kind === 'result' ? answer.result['plugins'] as Array<{namespace: string; plugin: string}> : [];
	return plugins.some(row => row.namespace === namespace && row.plugin === project);
}

function * judge(answer: LodaAnswer, {command}: LodaRequest): Generator<WireEvent, void, undefined> {
	switch (answer.kind) {
		case 'result': {
			yield {kind: 'result', result: answer.result};
			yield {kind: 'end', end: {name: 'done', statusCode: 0}};
			break;
		}

		case 'exit': {
			yield {kind: 'end', end: {name: 'done', statusCode: answer.code, message: answer.message}};
			break;
		}

		case 'timeout': {
			yield {kind: 'end', end: {name: 'timed-out', ended: 'unknown', message: `${answer.message}; it was asked to end by SIGTERM, which it may ignore`}};
			break;
		}

		case 'busy': {
			yield {kind: 'end', end: {name: 'refused', by: 'agent-busy', message: answer.message}};
			break;
		}

		case 'stranger': {
			const error = new ArthasError('ERR_PROTOCOL_PEER', answer.message, {hint: 'a proxy may stand before the agent, or something else listens there'});
			yield {kind: 'end', end: {name: 'failed', mayHaveRun: command === 'plugins.run', error}};
			break;
		}

		case 'unknown': {
			yield failed(answer.message, 'check namespace and repository, and that the registry has it for this host: arthas-tui plugins lists what the agent shows');
			break;
		}

		default: {
			yield failed(answer.message, answer.hint, answer.ran);
		}
	}
}

function failed(message: string, hint?: string, ran: 'no' | 'maybe' = 'no'): WireEvent {
	return {kind: 'end', end: {name: 'failed', mayHaveRun: ran === 'maybe', error: new ArthasError('ERR_COMMAND', message, {hint, ran})}};
}

/** What was sent and has no answer goes on there, if it is a run. */
function endOf(error: unknown, {command}: LodaRequest): JobEnd {
	if (!isArthasError(error)) {
		throw error;
	}

	const wasSent = error.code === 'ERR_CONNECT_DOWN' || error.code === 'ERR_PROTOCOL_PEER';
	return command === 'plugins.run' && wasSent ? {name: 'lost', reason: 'link', mayStillRun: true} : endByError(error);
}
