/**
Aborts after so many ms with a TimeoutError; it keeps no process alive.

Node 20 to 24 may collect a signal of `AbortSignal.timeout` that only an `AbortSignal.any` follows before
its time is over, so that the end never comes (nodejs/node#57736). The timer of this one holds it.
*/
export function timeoutSignal(ms: number): AbortSignal {
	const controller = new AbortController();
	setTimeout(() => {
		controller.abort(new DOMException(`the time of ${ms} ms is over`, 'TimeoutError'));
	}, ms).unref();
	return controller.signal;
}
