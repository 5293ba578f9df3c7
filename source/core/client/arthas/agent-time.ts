import type {Json, Result} from '../../protocol/result.js';

/** The clock of a JVM against ours, ms. */
export type AgentClock = {
	/** Its clock minus ours. */
	offsetMs: number;
	/** The offset is known to so many ms, either way. */
	errorMs: number;
	/** Its time zone, east is positive; null when unknown. */
	zoneMs: number | null;
};

export const unknownClock: AgentClock = {offsetMs: 0, errorMs: Number.POSITIVE_INFINITY, zoneMs: null};

/** An offset less sure than this can't tell old events from new ones. */
const usableErrorMs = 100;
const quarterHourMs = 900_000;

/**
What the agent writes as `yyyy-MM-dd HH:mm:ss[.fraction]`, in its own zone and without saying which, as
ms since the epoch if that zone were UTC. Read by position: a date parser would put it into our zone.
Undefined without a fraction (before 4.0): seconds are too coarse to compare with.
*/
export function readAgentTime(text: string): number | undefined {
	if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,9}$/u.test(text)) {
		return undefined;
	}

	const seconds = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
	return Number.isNaN(seconds) ? undefined : seconds + (Number(`0${text.slice(19)}`) * 1000);
}

/** The zone of a JVM by one moment in both its forms, such as `welcome.time` and `createTime` of its session. */
export function zoneOf(localTime: string, epochMs: number): number | null {
	const local = readAgentTime(localTime.length === 19 ? `${localTime}.5` : localTime);
	return local === undefined ? null : Math.round((local - epochMs) / quarterHourMs) * quarterHourMs;
}

/** The agent's local time, in the form of `readAgentTime`, at a moment of our clock; undefined when it is not known well enough. */
export function agentTimeAt({offsetMs, errorMs, zoneMs}: AgentClock, epochMs: number): number | undefined {
	return zoneMs === null || errorMs > usableErrorMs ? undefined : epochMs + offsetMs + zoneMs;
}

/** When results came about, in the agent's local time. */
export type ResultTimes = {oldest: number; newest: number; count: number};

/** The times of those results that have one; undefined when none has. */
export function resultTimes(results: readonly Result[], zoneMs: number | null): ResultTimes | undefined {
	let times: ResultTimes | undefined;
	for (const result of results) {
		const time = timeOf(result, zoneMs);
		if (time !== undefined) {
			times ??= {oldest: time, newest: time, count: 0};
			times.oldest = Math.min(times.oldest, time);
			times.newest = Math.max(times.newest, time);
			times.count++;
		}
	}

	return times;
}

function timeOf(result: Result, zoneMs: number | null): number | undefined {
	const fragments = result['timeFragmentList'];
	const last = Array.isArray(fragments) ? fragments.at(-1) as Record<string, Json> | undefined : undefined;
	const time = result['ts'] ?? result['timestamp'] ?? last?.['timestamp'];
	if (typeof time === 'string') {
		return readAgentTime(time);
	}

	// Before 3.4.6 it was a number of ms since the epoch.
	return typeof time === 'number' && zoneMs !== null ? time + zoneMs : undefined;
}
