import {setMaxListeners} from 'node:events';

/**
Calls `listener` once when the signal aborts, at once when it has; the function that comes back forgets
it. Hundreds of jobs may wait for one signal, which Node 20 reports as a leak on the terminal.
*/
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
	if (!signal || signal.aborted) {
		if (signal) {
			listener();
		}

		return () => undefined;
	}

	setMaxListeners(0, signal);
	signal.addEventListener('abort', listener, {once: true});
	return () => {
		signal.removeEventListener('abort', listener);
	};
}
