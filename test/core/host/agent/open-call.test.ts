import {expect, it} from 'vitest';
import {OpenCall} from '../../../../source/core/host/agent/open-call.js';
import type {Peer} from '../../../../source/core/host/agent/peer.js';
import {answer} from '../../../../source/core/host/index.js';

function peerOf(written: string[]): Peer {
	return {
		caller: 'test',
		tell: () => undefined,
		async write(line) {
			written.push(line);
		},
	};
}

it('keeps only so much of large results for who lost the connection, and gives that at once', async () => {
	const call = new OpenCall('q1', peerOf([]));
	const results = async function * () {
		for (let part = 0; part < 20; part++) {
			yield answer(String(part).repeat(500_000));
		}
	};

	await call.follow(results());
	const written: string[] = [];
	call.resume(peerOf(written), 0);
	expect(written).toHaveLength(1);
	expect(written[0]!.length).toBeLessThan(6 << 20);
	const lines = written[0]!.trim().split('\n').map(line => JSON.parse(line) as {seq?: number; resp?: string});
	const numbers = lines.flatMap(({seq}) => seq ?? []);
	expect(numbers.at(-1)).toBe(19);
	expect(numbers).toEqual(Array.from({length: numbers.length}, (_, index) => 20 - numbers.length + index));
	expect(lines.at(-1)).toMatchObject({resp: 'success'});
	expect(call.size).toBeLessThan(6 << 20);
});
