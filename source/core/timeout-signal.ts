/**
`AbortSignal.timeout` that is sure to abort. Node 20 to 24 may collect one that only an `AbortSignal.any` follows
before its time is over, so that the end never comes (nodejs/node#57736); one with a listener of its own is kept.
*/
export function timeoutSignal(ms: number): AbortSignal {
	const signal = AbortSignal.timeout(ms);
	signal.addEventListener('abort', () => undefined, {once: true});
	return signal;
}
