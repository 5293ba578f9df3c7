import {expect, test, vi} from 'vitest';
import type {Agent} from '../../source/core/client/agent.js';
import type {PlannedDetach} from '../../source/core/host/attach/detach-arthas.js';
import {openStage, type Stage, type StageOptions} from './stage.js';

const game: Agent = {
	ref: 'prod/game_7', id: 'game_7', name: 'game', kind: 'jvm', via: 'channel', results: 'structured', app: 'game', status: 'up', statusText: '', host: 'here', ip: null,
	version: '4.1.5', lastSeen: null, labels: {}, server: 'prod', registeredAt: null,
};
const shop: Agent = {
	...game, ref: 'prod/shop_8', id: 'shop_8', name: 'shop', app: 'shop',
};

/** The list with the cursor on `game`, to which something was attached. */
async function onGame(plan: Partial<PlannedDetach>, act: (stage: Stage & {later: () => void}) => Promise<void>, more: StageOptions = {}): Promise<PlannedDetach['run']> {
	let time = Date.now();
	const run = vi.fn<PlannedDetach['run']>(async () => plan.isLeft ? 'left' : 'ended');
	await using stage = await openStage({
		agents: [game, shop], now: () => time, ...more,
		origin: {
			source: 'found', detach: ({id}) => id === 'game_7'
				? {
					pid: 7, isLeft: false, run, ...plan,
				}
				: undefined,
		},
	});
	await stage.until('▸  game');
	await act({
		...stage, later() {
			time += 2000;
		},
	});
	return plan.run ?? run;
}

test('what was attached is detached after a yes to a question that names it and what happens to it', async () => {
	const run = await onGame({}, async stage => {
		stage.press('! d');
		await stage.until('This changes game');
		expect(stage.text()).toContain('detach 7');
		expect(stage.text()).toContain('Arthas in process 7 stops, classes that commands changed are put back, and game_7 leaves the list');
		stage.later();
		stage.press('enter');
		await stage.until('game_7 is detached');
	});
	expect(run).toHaveBeenCalledOnce();
});

test('an enter that comes too soon, and esc, detach nothing', async () => {
	const run = await onGame({}, async stage => {
		stage.press('! d');
		await stage.until('This changes game');
		stage.press('enter');
		await stage.until('came too soon');
		stage.press('esc');
		await stage.until(text => !text.includes('This changes'));
	});
	expect(run).not.toHaveBeenCalled();
});

test('an enter that was pressed twice does nothing to what is behind the dialog', async () => {
	await onGame({}, async stage => {
		stage.press('! d');
		await stage.until('This changes game');
		stage.later();
		stage.press('enter', 'enter');
		await stage.until('game_7 is detached');
		expect(stage.text()).not.toContain('tab complete');
		stage.later();
		stage.press('enter');
		await stage.until('tab complete');
	});
});

test('of an Arthas that was there before it says that this stays', async () => {
	await onGame({isLeft: true}, async stage => {
		stage.press('! d');
		await stage.until('Arthas was in process 7 before, and stays');
	});
});

test('what runs there is told before', async () => {
	await onGame({}, async stage => {
		stage.press('enter');
		await stage.until('a command for game');
		stage.type('watch demo.Game play -n 5');
		stage.press('enter');
		await stage.until('1 running');
		stage.press('1');
		stage.press('esc');
		stage.press('1');
		stage.press('! d');
		await stage.until(/; what runs[\s┃]+there ends,[\s┃]+too \(1\)/u);
	}, {script: {streams: new Map()}});
});

test.each([
	['another JVM', ['down'], {}, 'not attached by arthas-tui of this user'],
	['several at once', ['*'], {}, 'one JVM at a time'],
	['a program that may only look', [], {readOnly: true}, 'only looking is allowed here'],
])('%s: nothing is asked, and it says why', async (_, keys, more, why) => {
	await onGame({}, async stage => {
		stage.press(...keys, '! d');
		await stage.until(why);
		expect(stage.text()).not.toContain('This changes');
	}, more);
});

test('where the JVM hangs the error is told and stays', async () => {
	await onGame({
		async run() {
			throw new Error('it is still there after 15 s');
		},
	}, async stage => {
		stage.press('! d');
		await stage.until('This changes game');
		stage.later();
		stage.press('enter');
		await stage.until('it is still there after 15 s');
	});
});
