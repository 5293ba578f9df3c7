import {ResponseStatus, type ActionResponse} from '../protocol/generated/ArthasService.js';
import type {Store} from './store.js';

export type FirstAnswerOptions = {
	agentId: string;
	requestId: string;
	/** Taken when this says so, and always when it is the terminal one. */
	accept: (response: ActionResponse) => boolean;
	limitMs: number;
	/** Answers up to this sequence number were seen before. */
	cursor?: number;
	onTaken?: (seq: number) => void;
};

/** The first answer to a request that fits; undefined when the time is over or nothing more can come. */
export async function firstAnswer(store: Store, wanted: FirstAnswerOptions): Promise<ActionResponse | undefined> {
	const {agentId, requestId, accept, limitMs, onTaken} = wanted;
	const deadline = performance.now() + limitMs;
	let cursor = wanted.cursor ?? 0;
	for (;;) {
		let wake: () => void = () => undefined;
		const woken = new Promise<void>(resolve => {
			wake = resolve;
		});
		const unsubscribe = store.responses.subscribe(agentId, requestId, wake);
		try {
			const batch = await store.responses.read(agentId, requestId, cursor, 100);
			for (const {seq, value} of batch?.entries ?? []) {
				cursor = seq;
				if ('response' in value && (accept(value.response) || value.response.status !== ResponseStatus.CONTINUOUS)) {
					onTaken?.(seq);
					return value.response;
				}
			}

			const left = deadline - performance.now();
			if (!batch || batch.ended || left <= 0) {
				return undefined;
			}

			await withTimer(woken, left);
		} finally {
			unsubscribe();
		}
	}
}

async function withTimer(promise: Promise<void>, ms: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	await Promise.race([promise, new Promise<void>(resolve => {
		timer = setTimeout(resolve, ms);
	})]);
	clearTimeout(timer);
}
