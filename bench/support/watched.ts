import type {Agent} from '../../source/core/client/agent.js';
import type {Result} from '../../source/core/protocol/result.js';

/** As `watch` of Arthas' own example sends them, half of them exceptions. */
export function watched(index: number): Result {
	const threw = index % 2 === 1;
	return {
		type: 'watch', jobId: 1, accessPoint: threw ? 'AtExceptionExit' : 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: (index % 977) / 1000,
		sizeLimit: 10_485_760, ts: `2026-11-21 13:50:${String(index % 60).padStart(2, '0')}.769066118`,
		value: threw
			? `@ArrayList[\n    @Object[][\n        @Integer[-${index}],\n    ],\n    null,\n    java.lang.IllegalArgumentException: number is: -${index}, need >= 2\n${stack},\n]`
			: `@ArrayList[\n    @Object[][\n        @Integer[${index}],\n    ],\n    @ArrayList[\n        @Integer[7],\n        @Integer[31],\n        @Integer[${index}],\n    ],\n    null,\n]`,
	};
}

const stack = ['primeFactors(MathGame.java:46)', 'run(MathGame.java:24)', 'main(Unknown Source)'].map(place => `\tat demo.MathGame.${place}\n`).join('');

export const watchCommand = 'watch demo.MathGame primeFactors {params,returnObj,throwExp} -x 2';

/** Agents of a fleet, as a server of ours lists them, all heard of at the same moment. */
export function fleetOf(count: number, lastSeen: number): Agent[] {
	return Array.from({length: count}, (_, index): Agent => {
		const app = apps[index % apps.length] ?? '';
		const id = `${app}-${String(index).padStart(5, '0')}`;
		return {
			ref: `prod/${id}`, id, name: id, kind: 'jvm', via: 'channel', results: 'structured', app, status: index % 211 === 0 ? 'down' : 'up', statusText: '',
			host: `node-${index % 400}`, ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`, version: index % 3 === 0 ? '3.7.2' : '4.1.5',
			lastSeen, labels: {zone: `z${index % 3}`}, server: 'prod', registeredAt: lastSeen - 7_200_000 - ((index * 7919) % 3_600_000),
		};
	});
}

const apps = ['order', 'payment', 'stock', 'cart', 'search', 'user', 'gateway'];
