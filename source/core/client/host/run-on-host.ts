import {ArthasError} from '../../error.js';
import {onAbort} from '../../on-abort.js';
import {
	retcodes, toRequest, toResults, type Answer, type CallEvent, type Caller,
} from '../../protocol/basic-agent.js';
import {createQueue} from '../../queue.js';
import {
	count, endByStatus, endByStop, newTally,
} from '../judge-end.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';

/** How long an agent may take to say that a command has ended: two interrupts 3 s apart, and the kill. */
const stopMs = 10_000;

export type HostRun = {caller: Caller; spec: CommandSpec; canCancel: boolean; options: RunOptions};

type Event = CallEvent | {kind: 'unstoppable'} | {kind: 'silent'} | {kind: 'left'};

/** One command on a host agent, over connections that come and go. */
export async function * runOnHost({caller, spec, canCancel, options: {stop, signal}}: HostRun): AsyncGenerator<WireEvent, void, undefined> {
	const request = toRequest(spec.commandLine);
	if ('problem' in request) {
		yield {kind: 'end', end: {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_COMMAND', request.problem)}};
		return;
	}

	const events = createQueue<Event>();
	const id = caller.call(request, events.push);
	if (id === undefined) {
		yield {kind: 'retry', reason: 'not-connected', agentWord: 'the host agent has no connection'};
		return;
	}

	let timer: NodeJS.Timeout | undefined;
	const forgetStop = onAbort(stop, () => {
		if (canCancel) {
			caller.cancel(id);
			timer = setTimeout(events.push, stopMs, {kind: 'silent'});
		} else {
			events.push({kind: 'unstoppable'});
		}
	});
	const forgetSignal = onAbort(signal, () => {
		events.push({kind: 'left'});
	});
	try {
		yield * tell(events, request.method, spec, stop);
	} finally {
		clearTimeout(timer);
		forgetStop();
		forgetSignal();
		caller.forget(id);
	}
}

async function * tell(events: AsyncIterable<Event>, method: string, spec: CommandSpec, stop: AbortSignal): AsyncGenerator<WireEvent, void, undefined> {
	const tally = newTally();
	yield {kind: 'state', state: {name: 'running'}};
	for await (const event of events) {
		if (event.kind === 'result') {
			const result = {type: method, ...event.result};
			count(tally, result, spec);
			yield {kind: 'result', result};
		} else if (event.kind === 'answer') {
			yield * judge(event.answer, {
				method, spec, tally, stop,
			});
			return;
		} else {
			const told = eventOf(event, stop);
			if (told) {
				yield told;
			}

			if (event.kind === 'left' || told?.kind === 'end') {
				return;
			}
		}
	}
}

function eventOf(event: Exclude<Event, {kind: 'answer' | 'result'}>, stop: AbortSignal): WireEvent | undefined {
	switch (event.kind) {
		case 'gap': {
			return {kind: 'gap', gap: {reason: 'link-down', count: event.count, atLeast: event.count}};
		}

		case 'away': {
			return {kind: 'state', state: {name: 'detached', since: Date.now()}};
		}

		case 'back': {
			return {kind: 'state', state: {name: 'running'}};
		}

		case 'lost': {
			return {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}};
		}

		case 'left': {
			return undefined;
		}

		default: {
			return {kind: 'end', end: endByStop(stop.reason as StopRequest, event.kind === 'silent' ? 'unknown' : 'no')};
		}
	}
}

type Judged = {method: string; spec: CommandSpec; tally: ReturnType<typeof newTally>; stop: AbortSignal};

function * judge(answer: Answer, {method, spec, tally, stop}: Judged): Generator<WireEvent, void, undefined> {
	const {resp, retcode, message} = answer;
	if (resp !== 'success' && retcode === retcodes.unknownMethod.code) {
		yield {kind: 'end', end: {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_COMMAND', `${method}: command not found`)}};
		return;
	}

	if (resp !== 'success' && retcode === retcodes.permissionDenied.code) {
		yield {kind: 'end', end: {name: 'refused', by: 'policy', message}};
		return;
	}

	if (resp !== 'success' && retcode === retcodes.busy.code) {
		yield {kind: 'retry', reason: 'agent-busy', agentWord: message};
		return;
	}

	for (const result of toResults(method, answer, 0)) {
		count(tally, result, spec);
		yield {kind: 'result', result};
	}

	yield {kind: 'end', end: endByStatus(tally, spec, stop.aborted ? stop.reason as StopRequest : undefined)};
}
