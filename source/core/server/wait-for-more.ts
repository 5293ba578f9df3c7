import type {ResponseStore} from './store.js';

export type Waiting = {
	/** Resolves when the topic has something new since the start of the waiting, or after `ms`. */
	within(ms: number): Promise<void>;
	stop(): void;
};

/** Begins to listen to a topic; to be called before reading it, so that nothing falls between the two. */
export function waitForMore(responses: ResponseStore, agentId: string, requestId: string): Waiting {
	let wake: () => void = () => undefined;
	const woken = new Promise<void>(resolve => {
		wake = resolve;
	});
	const stop = responses.subscribe(agentId, requestId, wake);
	return {
		async within(ms) {
			const timer = setTimeout(wake, ms);
			await woken;
			clearTimeout(timer);
		},
		stop,
	};
}
