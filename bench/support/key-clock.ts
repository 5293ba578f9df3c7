import process from 'node:process';
import {Worker} from 'node:worker_threads';

/** A hand that presses a key every so many ms, whatever the program does; it runs beside it and says when it pressed. */
export type KeyClock = {stop(): Promise<void>};

/** `onKey` is called with the ms for which the key has waited already. */
export function startKeys(everyMs: number, onKey: (waited: number) => void): KeyClock {
	const worker = new Worker(`
		const {parentPort} = require('node:worker_threads');
		setInterval(() => parentPort.postMessage(process.hrtime.bigint()), ${everyMs});
	`, {eval: true});
	worker.on('message', (pressedAt: bigint) => {
		onKey(Number(process.hrtime.bigint() - pressedAt) / 1e6);
	});
	return {
		async stop() {
			await worker.terminate();
		},
	};
}
