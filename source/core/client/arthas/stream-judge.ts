import type {Result} from '../../protocol/result.js';
import type {Gap, JobEnd} from '../job-state.js';
import {
	count, endByStatus, lostEnhanceRace, newTally,
} from '../judge-end.js';
import type {CommandSpec, StopRequest, WireEvent} from '../wire.js';
import {agentTimeAt, resultTimes, type AgentClock} from './agent-time.js';
import {replaySize} from './replay.js';
import {headLost} from './gaps.js';
import {isStopCommand} from './is-stop-command.js';
import {createRunRule} from './run-rule.js';

/** Commands whose first result is `enhancer`. */
const enhancing = new Set(['watch', 'trace', 'stack', 'monitor', 'tt', 'line']);

/** The agent takes a request up within so many ms, unless it is busy. */
const handlingMs = 5;

export type StreamJudge = {
	/** Takes a batch; gives what it says, in its order. */
	take(results: readonly Result[], pull: {startedAt: number; endedAt: number}): WireEvent[];
	/** A gap was found elsewhere. */
	noteGap(): void;
	/** After a `status`, the input is allowed again: what follows now is late. */
	readonly isInputAllowed: boolean;
	readonly hasStatus: boolean;
	/** It lost the race for the agent's enhancing lock, and that is over. */
	readonly isRaceLost: boolean;
	readonly jobId: number;
	/** The last results of the session that were seen, as a replay repeats them. */
	readonly seen: readonly Result[];
	/** The last events, once nothing more is read. `stop` only if that is what ended it. */
	conclude(stop: StopRequest | undefined): WireEvent[];
};

/** Decides from the results of one stream what they mean, what is missing, and how it ended. */
export function createStreamJudge({spec, jobId, clock, agentTimeoutMs, onWelcome}: {
	spec: CommandSpec;
	jobId: number;
	clock: AgentClock;
	/** The time limit that was added to the command line; undefined where the agent knows none. */
	agentTimeoutMs: number | undefined;
	onWelcome: (welcome: Result) => void;
}): StreamJudge {
	const tally = newTally();
	const startedAt = performance.now();
	const rule = createRunRule(epochMs => agentTimeAt(clock, epochMs), clock.errorMs + handlingMs);
	const seen: Result[] = [];
	let statusMs = 0;
	let hasCommand = false;
	let isHeadKnown = false;
	let hasGap = false;
	let isInputAllowed = false;
	let serverEnd: JobEnd | undefined;

	const noteGap = () => {
		hasGap = true;
		// What was lost before is lost with the head.
		isHeadKnown = true;
	};

	const gapEvent = (gap: Gap): WireEvent => {
		noteGap();
		return {kind: 'gap', gap};
	};

	const takeMessage = (text: string): WireEvent[] => {
		const verdict = serverVerdict(text, isStopCommand(spec.commandLine));
		serverEnd ??= verdict?.end;
		if (text === 'Welcome to arthas!') {
			return [];
		}

		return [...(verdict?.gap ? [gapEvent(verdict.gap)] : []), {kind: 'notice', text: `the agent says: ${text}`}];
	};

	const takeOwn = (result: Result): WireEvent[] => {
		const isHeadLost = !isHeadKnown && !hasCommand;
		count(tally, result, spec);
		isHeadKnown ||= isHeadLost;
		if (result.type === 'status') {
			statusMs = performance.now() - startedAt;
		}

		return [...(isHeadLost ? [gapEvent(headLost)] : []), {kind: 'result', result}];
	};

	const takeOne = (result: Result): WireEvent[] => {
		if (result.type === 'input_status') {
			isInputAllowed ||= result['inputStatus'] === 'ALLOW_INPUT' && (hasCommand || isHeadKnown || tally.status !== undefined);
			return [];
		}

		seen.push(result);
		const isOwn = (result['jobId'] ?? jobId) === jobId;
		if (result.type === 'welcome') {
			onWelcome(result);
		} else if (result.type === 'message' && !isOwn) {
			return takeMessage(typeof result['message'] === 'string' ? result['message'] : '');
		} else if (isOwn && result.type === 'command') {
			hasCommand = true;
		} else if (isOwn) {
			return takeOwn(result);
		}

		return [];
	};

	return {
		jobId,
		seen,
		noteGap,
		get isRaceLost() {
			return isInputAllowed && lostEnhanceRace(tally);
		},
		get isInputAllowed() {
			return isInputAllowed;
		},
		get hasStatus() {
			return tally.status !== undefined;
		},
		take(results, pull) {
			const finding = rule({
				...pull, size: results.length, items: itemsOf(results), times: resultTimes(results, clock.zoneMs),
			});
			const events = finding ? [gapEvent(finding.gap)] : [];
			if (finding?.lateMs) {
				events.push({kind: 'notice', text: `results were not fetched for ${Math.round(finding.lateMs / 100) / 10} s: this program or its machine stood still`});
			}

			for (const result of results) {
				events.push(...takeOne(result));
			}

			seen.splice(0, seen.length - replaySize);
			return events;
		},
		conclude(stop) {
			if (serverEnd) {
				return [{kind: 'end', end: serverEnd}];
			}

			if (lostEnhanceRace(tally)) {
				return [{kind: 'retry', reason: 'enhance-race', agentWord: tally.enhancer?.message ?? ''}];
			}

			if (!tally.status) {
				const end: JobEnd = stop ? endByStatus(tally, spec, stop) : {name: 'done', statusCode: null};
				return [...(hasGap ? [] : [gapEvent({reason: 'terminal-lost', count: null, atLeast: 1})]), {kind: 'end', end}];
			}

			// A busy method gives results before the agent says that it was enhanced, and none says so once the limit is reached (4.1.5).
			const isEnhancerLost = !isHeadKnown && !tally.enhancer && enhancing.has(spec.ownType ?? '') && tally.own > 0 && tally.own < (spec.limit ?? Infinity);
			const lostHead = isEnhancerLost ? [gapEvent(headLost)] : [];
			const missing = tally.status.code === 0 && !stop && spec.limit !== undefined ? spec.limit - tally.own : 0;
			if (missing > 0 && agentTimeoutMs !== undefined && statusMs >= agentTimeoutMs - 1000) {
				return [...lostHead, {kind: 'end', end: {name: 'timed-out', ended: 'yes', message: 'ended by the time limit on the agent'}}];
			}

			if (missing > 0 && hasGap) {
				// The agent counted all of them; with several threads it counts more than it was told, so this is a lower bound.
				return [...lostHead, gapEvent({reason: 'short-of-n', count: null, atLeast: missing}), {kind: 'end', end: {name: 'limited', by: '-n', statusCode: 0}}];
			}

			return [...lostHead, {kind: 'end', end: endByStatus(tally, spec, stop)}];
		},
	};
}

/** What Arthas itself says about a stream, after its status (4.1.5). */
function serverVerdict(text: string, isStop: boolean): {end: JobEnd; gap?: Gap} | undefined {
	const interrupted: JobEnd = {name: 'interrupted', by: 'server', ended: 'yes'};
	if (text.includes('all consumers are unhealthy')) {
		return {
			end: interrupted, gap: {
				reason: 'consumer-overflow', count: null, atLeast: 0, detail: 'nobody fetched results for more than a second',
			},
		};
	}

	if (text.includes('result queue is full')) {
		return {end: interrupted, gap: {reason: 'distributor-overflow', count: null, atLeast: 2}};
	}

	if (text.includes('going to shutdown')) {
		return {end: isStop ? {name: 'done', statusCode: null} : {name: 'interrupted', by: 'agent-shutdown', ended: 'yes'}};
	}

	return undefined;
}

/** Elements of lists and maps, by which Arthas sends a batch early. */
function itemsOf(results: readonly Result[]): number {
	let items = 0;
	for (const result of results) {
		for (const value of Object.values(result)) {
			if (typeof value === 'object' && value !== null) {
				items += Array.isArray(value) ? value.length : Object.keys(value).length;
			}
		}
	}

	return items;
}
