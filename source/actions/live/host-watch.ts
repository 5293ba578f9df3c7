import {setMaxListeners} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import type {Agent} from '../../core/client/agent.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import {askAgent, type OpenSession} from './host/ask-agent.js';
import {withSample, type Courses} from './host/courses.js';
import {hostParts, type HostPart, type HostPartName} from './host/host-parts.js';

/** What was answered last, which stays when later questions fail, and why the last of those did. */
export type HostAnswer = {data?: JsonObject | undefined; at: number; problem?: string | undefined};

/** All that was known at one time. */
export type HostMoment = {at: number; answers: ReadonlyMap<HostPartName, HostAnswer>; courses: Courses};

export const processOrders = ['cpu', 'memory', 'io', 'threads'] as const;

export type ProcessOrder = (typeof processOrders)[number];

/** A host that is asked how it is while somebody looks. */
export type HostWatch = {
	readonly ref: string;
	answers(): ReadonlyMap<HostPartName, HostAnswer>;
	courses(): Courses;
	/** What was answered before, the newest last: as many as a course of values is long. */
	past(): readonly HostMoment[];
	/** What the first processes have most of. */
	readonly order: ProcessOrder;
	sortProcesses(by: ProcessOrder): void;
	/** How often what changes is asked for, ms. */
	readonly everyMs: number;
	/** Begins to ask, or ends it; what was answered stays. `part` is what is shown by itself. */
	look(isLooking: boolean, part?: HostPartName): void;
	subscribe(listener: () => void): () => void;
	end(): Promise<void>;
};

export type HostWatchOptions = {agent: Agent; open: OpenSession; everyMs: number; now: () => number; order?: ProcessOrder | undefined};

const mostMoments = 120;
/** No timer takes longer. */
const longestMs = 2_147_483_647;

export function createHostWatch({agent: {ref}, open, everyMs, now, order: first = 'cpu'}: HostWatchOptions): HostWatch {
	const answers = new Map<HostPartName, HostAnswer>();
	const listeners = new Set<() => void>();
	let courses: Courses = new Map();
	let past: readonly HostMoment[] = [];
	let order = first;
	let reordered = new AbortController();
	let shown: HostPartName | undefined;
	let turned = new AbortController();
	let looking: AbortController | undefined;
	let asking: Promise<unknown> = Promise.resolve();
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const take = (part: HostPart, data: Json) => {
		if (isJsonObject(data)) {
			answers.set(part.name, {data, at: now()});
			courses = withSample(courses, part.name, data);
			// The quickest of them tells when there is something to come back to.
			past = part.name === 'cpu' ? [...past.slice(1 - mostMoments), {at: now(), answers: new Map(answers), courses}] : past;
			changed();
		}
	};

	/** Pushed where the host can do that; asked again and again where it answers once, or does not know how. */
	const follow = async (part: HostPart, signal: AbortSignal) => {
		const pushMs = Math.max(everyMs, part.atLeastMs ?? 0);
		const pauseMs = part.everyMs ?? pushMs;
		const known = answers.get(part.name);
		await pause(part.everyMs === undefined || known?.data === undefined ? 0 : known.at + pauseMs - now(), signal);
		for (let isPushed = part.everyMs === undefined; !signal.aborted;) {
			let count = 0;
			const {problem} = await askAgent(open, ref, isPushed ? `${part.line} -w ${pushMs}` : part.line, {
				signal, onData(data) {
					count++;
					take(part, data);
				},
			});
			if (signal.aborted) {
				return;
			}

			const isRefused = isPushed && count === 0 && problem !== undefined;
			if (problem !== undefined && !isRefused) {
				answers.set(part.name, {...answers.get(part.name) ?? {at: now()}, problem});
				changed();
			}

			isPushed &&= !isRefused;
			await pause(isRefused ? 0 : pauseMs, signal);
		}
	};

	/** Which processes are told is the host's to choose: the largest ones are not among the busiest. */
	const followProcesses = async (part: HostPart, signal: AbortSignal) => {
		while (!signal.aborted) {
			reordered = new AbortController();
			await follow({...part, line: order === 'cpu' ? part.line : `${part.line} -s ${order}`}, AbortSignal.any([signal, reordered.signal]));
		}
	};

	/** What stands apart from the rest, as long as it is shown. */
	const followShown = async (signal: AbortSignal) => {
		while (!signal.aborted) {
			turned = new AbortController();
			const part = hostParts.find(({name, isApart}) => isApart && name === shown);
			const either = AbortSignal.any([signal, turned.signal]);
			await (part ? follow(part, either) : pause(longestMs, either));
		}
	};

	return {
		ref, everyMs,
		past: () => past,
		get order() {
			return order;
		},
		sortProcesses(by) {
			if (by !== order) {
				order = by;
				reordered.abort();
			}
		},
		answers: () => answers,
		courses: () => courses,
		look(isLooking, part) {
			if (part !== shown) {
				shown = part;
				turned.abort();
			}

			if (!isLooking) {
				looking?.abort();
				looking = undefined;
			} else if (!looking) {
				const begun = new AbortController();
				// One for each part, and more for what each of them waits for.
				setMaxListeners(0, begun.signal);
				looking = begun;
				const always = hostParts.filter(({isApart}) => !isApart);
				asking = Promise.all([followShown(begun.signal), ...always.map(async each => (each.name === 'processes' ? followProcesses : follow)(each, begun.signal))]);
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async end() {
			looking?.abort();
			looking = undefined;
			await asking;
		},
	};
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	try {
		await delay(Math.max(ms, 0), undefined, {signal});
	} catch {
		// Whoever called looks at the signal.
	}
}
