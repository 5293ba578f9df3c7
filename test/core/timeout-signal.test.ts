import {once} from 'node:events';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, test} from 'vitest';
import {timeoutSignal} from '../../source/core/timeout-signal.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('a time-out comes although nobody but a joined signal knows it, also after the collector of garbage', async () => {
	const joined = AbortSignal.any([new AbortController().signal, timeoutSignal(300)]);
	const fired = once(joined, 'abort');
	await nextTurn();
	collectGarbage();
	await nextTurn();
	collectGarbage();
	// The timer of the test keeps the process at it, as a socket does otherwise.
	const late = setTimeout(() => undefined, 5000);
	await fired;
	clearTimeout(late);
	expect((joined.reason as Error).name).toBe('TimeoutError');
});

async function nextTurn(): Promise<void> {
	await new Promise(resolve => {
		setImmediate(resolve);
	});
}
