import type {JsonObject, Result} from '../../protocol/result.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {readBridgeWord} from '../../protocol/bridge-words.js';
import {gapReasons, type Gap, type JobEnd} from '../job-state.js';
import {endByStop} from '../judge-end.js';
import type {StopRequest, WireEvent} from '../wire.js';

/** What a bridge tells between the results of a JVM; undefined for a result. */
export function toldByBridge(result: Result): Extract<WireEvent, {kind: 'gap' | 'notice'}> | undefined {
	const word = readBridgeWord(result);
	return word?.kind === 'gap' ? {kind: 'gap', gap: toGap(word.gap)} : word;
}

function toGap({reason, count, atLeast, detail}: JsonObject): Gap {
	return {
		reason: gapReasons.find(known => known === reason) ?? 'remote-cut',
		count: typeof count === 'number' ? count : null,
		atLeast: typeof atLeast === 'number' ? atLeast : 0,
		...(typeof detail === 'string' && {detail}),
	};
}

/** How a bridge saw the job end, in its `status`; undefined where it says no more than that, or nothing that is known here. */
export function endToldByBridge({end}: Result, stop: StopRequest | undefined): JobEnd | undefined {
	if (!isJsonObject(end)) {
		return undefined;
	}

	const {name, by, reason, ended, message, mayStillRun} = end;
	const hasEnded = oneOf(ended, ['yes', 'no', 'unknown']) ?? 'unknown';
	switch (name) {
		case 'interrupted': {
			return stop && by === 'us' ? endByStop(stop, hasEnded) : {name, by: oneOf(by, ['terminal', 'agent-shutdown']) ?? 'server', ended: hasEnded};
		}

		case 'timed-out': {
			return {name, ended: hasEnded, ...(typeof message === 'string' && {message})};
		}

		case 'lost': {
			return {name, reason: oneOf(reason, ['replaced', 'evicted', 'agent-gone', 'agent-shutdown']) ?? 'link', mayStillRun: mayStillRun !== false};
		}

		case 'limited': {
			return {name, by: 'cap-500', statusCode: null};
		}

		default: {
			return undefined;
		}
	}
}

function oneOf<const Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
	return words.find(word => word === value);
}
