import {ArthasError} from '../../error.js';
import {onAbort} from '../../on-abort.js';

export type StallGuard = Disposable & {
	/** Aborted with the signal that it watches, with ERR_TIMEOUT when nothing was heard for too long, and in the end. */
	readonly signal: AbortSignal;
	heard(): void;
};

/** For what may take hours, as long as something comes. */
export function stallGuard(ms: number, signal: AbortSignal): StallGuard {
	const controller = new AbortController();
	const forget = onAbort(signal, () => {
		controller.abort(signal.reason);
	});
	const timer = setTimeout(() => {
		controller.abort(new ArthasError('ERR_TIMEOUT', `no byte came for ${Math.round(ms / 1000)} s`, {hint: 'fetch it again; --timeout says how long a silence may be', retryable: true}));
	}, ms);
	return {
		signal: controller.signal,
		heard() {
			timer.refresh();
		},
		[Symbol.dispose]() {
			forget();
			clearTimeout(timer);
			controller.abort(new ArthasError('ERR_CLOSED', 'it was left'));
		},
	};
}
