import {stringifyJson} from '../../protocol/json.js';
import type {Result} from '../../protocol/result.js';

/** The most that `join_session` replays. */
export const replaySize = 50;

/**
What of a session's replayed history is new to us: its longest beginning that equals the end of what we
have is dropped. In doubt a result is kept: a duplicate is shown rather than a result lost.
*/
export function freshOf(replay: readonly Result[], ours: readonly Result[]): Result[] {
	const told = replay.map(result => stringifyJson(result));
	const known = ours.slice(-replaySize).map(result => stringifyJson(result));
	for (let length = Math.min(told.length, known.length); length > 0; length--) {
		const end = known.slice(-length);
		if (end.every((text, index) => text === told[index])) {
			return replay.slice(length);
		}
	}

	return [...replay];
}

/**
Collects the batches of a new consumer until its replay is over: it starts with the input status
DISABLED and ends with the session's own one. Gives the results that are new, or undefined while it lasts.
*/
export function createReplayReader(ours: readonly Result[]): (batch: readonly Result[]) => Result[] | undefined {
	const replay: Result[] = [];
	return batch => {
		for (const [index, result] of batch.entries()) {
			const isStatus = result.type === 'input_status';
			if ((isStatus && result['inputStatus'] !== 'DISABLED') || replay.length > replaySize) {
				return [...freshOf(replay, ours), ...batch.slice(index)];
			}

			if (!isStatus) {
				replay.push(result);
			}
		}

		return undefined;
	};
}
