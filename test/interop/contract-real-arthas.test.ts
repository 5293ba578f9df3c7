import {
	afterAll, beforeAll, describe, expect,
} from 'vitest';
import {testBackend, type Peer, type Wish} from '../core/client/contract.js';
import {watchNumber} from '../core/client/watch-number.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

const missing = await whyNoArthas();

describe.skipIf(missing)('stock Arthas 4.1.5 on a real JVM', () => {
	// One JVM serves all cases, as it would its users: what a case leaves behind harms the next ones.
	let shared: Jvm;

	beforeAll(async () => {
		shared = await startJvm({main: 'Numbered'});
	});

	afterAll(async () => {
		await shared[Symbol.asyncDispose]();
	});

	testBackend('Arthas itself', async ({login}: Wish = {}) => {
		const jvm = login ? await startJvm({main: 'Numbered', ...login}) : shared;
		return {
			...await peerOf(jvm),
			async [Symbol.asyncDispose]() {
				if (jvm !== shared) {
					await jvm[Symbol.asyncDispose]();
				}
			},
		};
	}, {
		// A real JVM loses its races when it pleases.
		wishes: ['login'],
		stream: 'watch demo.Numbered r200 params[0]',
		besides: 'watch demo.Numbered r500 params[0]',
		numberOf: watchNumber,
		isCountingBefore: true,
		// Of more than that, nobody can tell results that were faster than the agent's `enhancer` from a lost beginning.
		many: 40,
		lossAfterCut: /^(?:\d+\+)?\?$/u,
		hasAgentIds: false,
	});
});

async function peerOf(jvm: Jvm): Promise<Omit<Peer, keyof AsyncDisposable>> {
	// A case that takes the wire away leaves sessions that nobody can close, until the JVM forgets them; the one that asks is counted each time.
	const before = await tell(jvm, 'sessionManager.sessions.size()');
	return {
		endpoint: `arthas+${jvm.httpUrl}`,
		agentId: `127.0.0.1:${jvm.httpPort}`,
		async idle() {
			// What ended a moment ago may still be on its way out.
			await expect.poll(async () => tell(jvm, 'sessionManager.sessions.size()'), {timeout: 10_000, interval: 100}).toBeLessThanOrEqual(before);
			await expect.poll(async () => tell(jvm, 'transformerManager.watchTransformers.size()'), {timeout: 10_000, interval: 100}).toBe(0);
		},
	};
}

/** What Arthas knows about itself, which no command of its tells: it is looked up in its own objects. */
async function tell({httpUrl}: Jvm, what: string): Promise<number> {
	const arthas = '@com.taobao.arthas.core.server.ArthasBootstrap@getInstance()';
	const answer = await fetch(`${httpUrl}/api`, {
		method: 'POST',
		body: JSON.stringify({action: 'exec', command: `ognl --classLoaderClass com.taobao.arthas.agent.ArthasClassloader '${arthas}.${what}'`}),
	});
	const text = await answer.text();
	return Number(/@Integer\[(?<count>\d+)\]/u.exec(text)?.groups?.['count'] ?? Number.NaN);
}
