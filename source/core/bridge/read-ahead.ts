import type {WireEvent} from '../client/wire.js';

/** What may wait of one job for a channel server that takes it too slowly. */
const resultLimit = 1000;

/**
Takes the events of a job as they come, so that nothing is lost in the JVM's own small queue while the way on is slow.
Beyond `limit` the oldest results go, and a gap says how many.
*/
export async function * readAhead(events: AsyncIterable<WireEvent>, limit = resultLimit): AsyncGenerator<WireEvent, void, undefined> {
	const waiting: WireEvent[] = [];
	const state = {dropped: 0, isOver: false, wake: () => undefined as void};
	const read = async () => {
		try {
			for await (const event of events) {
				waiting.push(event);
				if (waiting.length > limit) {
					state.dropped += dropOldest(waiting);
				}

				state.wake();
			}
		} finally {
			state.isOver = true;
			state.wake();
		}
	};

	const reading = read();
	// Its failure is thrown to the reader below, when everything before it was taken.
	void Promise.allSettled([reading]);
	while (waiting.length > 0 || !state.isOver) {
		if (state.dropped > 0) {
			yield {
				kind: 'gap', gap: {
					reason: 'remote-cut', count: state.dropped, atLeast: state.dropped, detail: 'the channel server took them too slowly from the bridge',
				},
			};
			state.dropped = 0;
		}

		const event = waiting.shift();
		if (event) {
			yield event;
		} else {
			await new Promise<void>(resolve => {
				state.wake = resolve;
			});
		}
	}

	await reading;
}

function dropOldest(waiting: WireEvent[]): number {
	const at = waiting.findIndex(({kind}) => kind === 'result');
	waiting.splice(Math.max(0, at), at === -1 ? 0 : 1);
	return at === -1 ? 0 : 1;
}
