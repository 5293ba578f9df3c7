import {expect, it, vi} from 'vitest';
import {unknownClock} from '../../../../source/core/client/arthas/agent-time.js';
import type {Jvm} from '../../../../source/core/client/arthas/jvm.js';
import {createPollBudget} from '../../../../source/core/client/arthas/poll-budget.js';
import {openStreamSession} from '../../../../source/core/client/arthas/stream-session.js';
import {parseEndpoint} from '../../../../source/core/client/endpoint.js';
import type {WireEvent} from '../../../../source/core/client/wire.js';

it('refuses streams on Arthas 4.1.2, whose sessions stay busy for ever, and asks it nothing', async () => {
	const call = vi.fn();
	const jvm: Jvm = {
		api: {endpoint: parseEndpoint('arthas+http://127.0.0.1:1'), call, hedged: call},
		budget: createPollBudget(async () => 2),
		open: new Set(),
		version: '4.1.2',
		pid: '1',
		mainClass: null,
		clock: unknownClock,
		onWelcome: () => undefined,
		onSent: () => undefined,
		inBackground: () => undefined,
	};
	const never = new AbortController().signal;
	const session = await openStreamSession(jvm, 1000, never);
	const events: WireEvent[] = [];
	for await (const event of session.run({
		commandLine: 'watch a b', isStream: true, isLook: false, deadlineMs: 1000,
	}, {stop: never, signal: never})) {
		events.push(event);
	}

	await session.close();
	expect(events).toEqual([{kind: 'end', end: {name: 'refused', by: 'policy', message: expect.stringContaining('4.1.2') as unknown}}]);
	expect(call).not.toHaveBeenCalled();
});
