import type {ArthasError} from '../error.js';

/** The states of a job before its end. */
export type LiveState =
	| {name: 'queued'}
	/** Sent, no first answer. */
	| {name: 'starting'}
	| {name: 'running'}
	/** Its connection or agent is away and the stream can be taken up again. */
	| {name: 'detached'; since: number}
	/** An interrupt was sent. */
	| {name: 'stopping'; by: 'us' | 'deadline'};

/**
How a job ended. It never throws, never changes, and keeps the results that came before.
`ended` says whether the agent confirmed it: `no` and `unknown` mean that it may still run there.
*/
export type JobEnd =
	/** The agent said the end by itself; `null` where it has no status code or that was lost. */
	| {name: 'done'; statusCode: number | null; message?: string | undefined}
	| {name: 'interrupted'; by: 'us' | 'server' | 'terminal' | 'agent-shutdown'; ended: 'yes' | 'no' | 'unknown'}
	/** By the command's own `-n`, by the 500 results of Arthas' `exec`, or by a limit of ours. */
	| {name: 'limited'; by: '-n' | 'cap-500' | 'ours'; statusCode: number | null}
	| {name: 'timed-out'; ended: 'yes' | 'no' | 'unknown'; message?: string | undefined}
	/** It ran and no end can be learnt. */
	| {name: 'lost'; reason: 'replaced' | 'evicted' | 'agent-gone' | 'agent-shutdown' | 'link'; mayStillRun: boolean}
	/** Proven: nothing ran. */
	| {name: 'refused'; by: 'agent-busy' | 'agent-gone' | 'login' | 'policy' | 'draining'; message: string}
	/** An error instead of a job. */
	| {name: 'failed'; error: ArthasError; mayHaveRun: boolean};

export type JobState = LiveState | JobEnd;

const endNames = new Set(['done', 'interrupted', 'limited', 'timed-out', 'lost', 'refused', 'failed']);

export function isEnd(state: JobState): state is JobEnd {
	return endNames.has(state.name);
}

export const gapReasons = [
	'consumer-overflow',
	'distributor-overflow',
	'exec-cap',
	'server-ring',
	'reader-cut',
	'agent-reconnect',
	'link-down',
	'reattach',
	'terminal-lost',
	'unreadable-batch',
	'remote-cut',
	'short-of-n',
	'not-numbered',
] as const;

export type GapReason = (typeof gapReasons)[number];

/** Results are missing here: `count` of them, or at least `atLeast` where nobody can know. */
export type Gap = {reason: GapReason; count: number | null; atLeast: number; detail?: string | undefined};

/** What is known to be missing from a job: exact, plus a lower bound, plus whether anything is unknown. */
export type Loss = {
	exact: number;
	atLeast: number;
	unknown: boolean;
	/** Nobody could ever know: a terminal doesn't number what it shows. */
	isUncounted?: boolean;
};

export const noLoss: Loss = {exact: 0, atLeast: 0, unknown: false};

export function addGap(loss: Loss, gap: Gap): Loss {
	if (gap.reason === 'short-of-n') {
		// The agent counted to its limit itself, so what is short of it says more than the unknown gaps before.
		return {exact: loss.exact, atLeast: Math.max(loss.atLeast, gap.count ?? gap.atLeast), unknown: false};
	}

	if (gap.reason === 'not-numbered') {
		return {...loss, isUncounted: true};
	}

	return gap.count === null
		? {...loss, atLeast: loss.atLeast + gap.atLeast, unknown: loss.unknown || gap.atLeast === 0}
		: {...loss, exact: loss.exact + gap.count};
}

/** What may be claimed in a state: while the way is lost, and where no end was learnt, nobody knows what came meanwhile. */
export function lossIn({name}: JobState, loss: Loss): Loss {
	return (name === 'lost' || name === 'detached') && !loss.isUncounted ? {...loss, unknown: true} : loss;
}

/** `0`, `12`, `≥2`, `?`, `12+?`, and `–` where it can't be known. A proven zero is the only `0`. */
export function formatLoss({exact, atLeast, unknown, isUncounted}: Loss): string {
	if (isUncounted && !unknown && exact + atLeast === 0) {
		return '–';
	}

	if (unknown && exact + atLeast === 0) {
		return '?';
	}

	if (unknown) {
		return `${exact + atLeast}+?`;
	}

	return atLeast > 0 ? `≥${exact + atLeast}` : String(exact);
}
