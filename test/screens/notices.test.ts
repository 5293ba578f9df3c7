import {describe, expect, it} from 'vitest';
import {createFakeWire} from '../actions/console/fake-wire.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage, type Stage} from './stage.js';

const told = 'prod does not answer';

function tell(stage: Stage): void {
	stage.screen.program.notify('bad', told);
}

async function gone(stage: Stage): Promise<void> {
	await stage.until(text => !text.includes(told));
}

describe('a notice that stays', () => {
	it('goes by esc where results are read, and nothing else happens', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('>');
		stage.type('version\r');
		await stage.until(/version +look/u);
		stage.press('esc');
		await stage.until('to the prompt');
		tell(stage);
		await stage.until(/! prod does not answer +esc $/mu);
		stage.press('esc');
		await gone(stage);
		expect(stage.text()).toContain('to the prompt');
	});

	it('goes by esc before an opened hit does', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		stage.press(':');
		stage.type('watch demo.Shop price -n 5\r');
		await stage.until(() => (stage.script.streams?.size ?? 0) > 0);
		stage.script.streams?.get('watch demo.Shop price -n 5')?.push({
			type: 'watch', ts: '2026-11-21 12:00:00.000', cost: 1, value: '@Integer[1]', className: 'demo.Shop', methodName: 'price', accessPoint: 'AtExit',
		});
		await stage.until('1 hit');
		stage.press('enter');
		await stage.until(() => Object.values(stage.store.getSnapshot().panes).some(({stream}) => stream?.hit));
		tell(stage);
		await stage.until(told);
		stage.press('esc');
		await gone(stage);
		expect(Object.values(stage.store.getSnapshot().panes).some(({stream}) => stream?.hit)).toBe(true);
	});

	it('says the way out of a console, whose host gets esc', async () => {
		const wire = createFakeWire();
		await using stage = await openStage({agents: [agentOf('order-1')], script: {consoles: () => wire}});
		await stage.until('order-1');
		stage.press('c');
		await stage.until('order-1 console');
		tell(stage);
		await stage.until(/! prod does not answer +ctrl-\] esc $/mu);
		stage.press('ctrl-]');
		await stage.until(/! prod does not answer +esc $/mu);
		stage.press('esc');
		await gone(stage);
	});
});
