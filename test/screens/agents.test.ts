import {describe, expect, it} from 'vitest';
import {agentOf, fleet} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

describe('the screen', () => {
	it('shows the agents', async () => {
		await using stage = await openStage({agents: fleet});
		await stage.until('order-7f3a');
		expect(stage.text()).toContain('agents');
	});

	it('tells what is true in a narrow header too: names of tabs give way', async () => {
		await using stage = await openStage({columns: 80, rows: 24, agents: [agentOf('order-service-with-a-long-name')]});
		await stage.until('order-service');
		for (let tab = 2; tab <= 4; tab++) {
			stage.press('enter');
			await stage.until(`${tab} order`);
			stage.press('f6 1');
			await stage.until('1 fleet*');
		}

		expect(stage.text().split('\n')[0]).toMatch(/^ 1 fleet\* {2}2 order-s… {2}3 order-s… {2}4 order-s… +prod ● {3}1 agent {3}[\d:]+ $/u);
	});

	it('filters with each key, keeps it by enter, and goes back by esc', async () => {
		await using stage = await openStage({agents: fleet});
		await stage.until('order-7f3a');
		stage.press('/');
		stage.type('app=pay');
		await stage.until(text => text.includes('pay-01') && !text.includes('order-7f3a'));
		stage.press('enter');
		await stage.until('3 of 19 shown');
		stage.press('/');
		stage.type(' zzz');
		await stage.until('no agent fits');
		stage.press('esc');
		await stage.until('3 of 19 shown');
		stage.press('esc');
		await stage.until('order-7f3a');
	});

	it('runs a command from the palette on the agent under the cursor', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
		await stage.until('order-1');
		stage.press(':');
		stage.type('version');
		await stage.until('run on order-1');
		stage.press('enter');
		await stage.until(/version +look +.*ms/u);
		expect(stage.text()).toContain('4.3.4');
	});

	it('splits, zooms and closes panes, and leaves the last one by quitting', async () => {
		await using stage = await openStage({agents: fleet});
		await stage.until('order-7f3a');
		stage.press('ctrl-w v');
		await stage.until('choose an agent');
		stage.press('ctrl-w z');
		await stage.until(text => !text.includes('│'));
		stage.press('f6 z');
		await stage.until('│');
		stage.press('q');
		await stage.until(text => !text.includes('choose an agent'));
		stage.press('q');
		await stage.screen.quitted;
	});

	it('says what a terminal needs that is too small, and is as before when it grows', async () => {
		await using stage = await openStage({agents: fleet});
		await stage.until('order-7f3a');
		stage.terminal.resize(70, 20);
		await stage.until('needs 80 columns and 24 rows; this terminal has 70 × 20');
		stage.terminal.resize(120, 40);
		await stage.until('order-7f3a');
	});
});
