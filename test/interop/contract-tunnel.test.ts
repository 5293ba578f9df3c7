import {
	afterAll, beforeAll, describe,
} from 'vitest';
import {testBackend} from '../core/client/contract.js';
import {watchNumber} from '../core/client/watch-number.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';
import {startPlainTunnel, type PlainTunnel} from './plain-tunnel.js';

const missing = await whyNoArthas();

describe.skipIf(missing)('stock Arthas 4.1.5 behind a tunnel', () => {
	let tunnel: PlainTunnel;
	let jvm: Jvm;

	beforeAll(async () => {
		tunnel = await startPlainTunnel();
		jvm = await startJvm({main: 'Numbered', sysprops: {'arthas.tunnelServer': tunnel.url, 'arthas.agentId': 'demo_numbered'}});
		await tunnel.registered('demo_numbered');
	});

	afterAll(async () => {
		await jvm[Symbol.asyncDispose]();
		await tunnel[Symbol.asyncDispose]();
	});

	// One JVM serves all cases, as it would its users: what a case leaves behind harms the next ones.
	testBackend('a real agent', async () => ({
		endpoint: tunnel.endpoint,
		agentId: 'demo_numbered',
		[Symbol.asyncDispose]: async () => undefined,
	}), {
		wishes: [],
		stream: 'watch demo.Numbered r200 params[0]',
		besides: 'watch demo.Numbered r500 params[0]',
		numberOf: watchNumber,
		isCountingBefore: true,
		many: 100,
		lossAfterCut: /^–$/u,
		hasAgentIds: true,
		isText: true,
	});
});
