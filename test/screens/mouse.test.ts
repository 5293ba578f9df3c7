import {describe, expect, it} from 'vitest';
import {agentOf, fleet} from '../ui/agents/fleet.js';
import {openStage, type Stage} from './stage.js';

/** Cells count from 1, as terminals count them. */
const press = (column: number, row: number) => `\u{1B}[<0;${column};${row}M\u{1B}[<0;${column};${row}m`;
const wheel = (direction: 'up' | 'down', column: number, row: number) => `\u{1B}[<${direction === 'up' ? 64 : 65};${column};${row}M`;

/** The row of the screen with a text, from 1. */
function rowOf(stage: Stage, text: string): number {
	return stage.text().split('\n').findIndex(row => row.includes(text)) + 1;
}

async function openMouseStage(given: Parameters<typeof openStage>[0] = {}): Promise<Stage> {
	const stage = await openStage({
		columns: 120, rows: 24, agents: fleet, ...given, screen: {settings: {mouse: true}},
	});
	await stage.until(given.agents === undefined ? 'order-7f3a' : 'order-1');
	return stage;
}

const lines = Array.from({length: 40}, (_, at) => `line ${at + 1}.`).join('\n');

describe('the mouse', () => {
	it('is asked for by the settings, and given back', async () => {
		const stage = await openMouseStage();
		expect(stage.terminal.judge.terminal.modes.mouseTrackingMode).toBe('drag');
		await stage[Symbol.asyncDispose]();
		expect(stage.terminal.judge.terminal.modes.mouseTrackingMode).toBe('none');
	});

	it('puts the cursor of the list where it is pressed, and scrolls it by the wheel', async () => {
		await using stage = await openMouseStage({agents: Array.from({length: 40}, (_, at) => agentOf(`order-${at + 1}`))});
		stage.terminal.type(press(10, rowOf(stage, 'order-9 ')));
		await stage.until(/▸ +order-9 /u);
		stage.terminal.type(wheel('down', 10, 10));
		await stage.until(text => text.includes('order-23 ') && !text.includes('order-3 ') && /▸ +order-9 /u.test(text));
		stage.terminal.type(wheel('up', 10, 10));
		await stage.until('order-3 ');
	});

	it('opens the tab that is pressed, by all of its title and by nothing beside it', async () => {
		await using stage = await openMouseStage({agents: [agentOf('order-1')]});
		stage.press('enter');
		await stage.until(/2 order-1\*/u);
		stage.terminal.type(press(1, 1));
		await stage.until(/1 fleet\*/u);
		const end = stage.text().split('\n')[0]!.indexOf('2 order-1') + '2 order-1 '.length;
		stage.terminal.type(press(end + 1, 1));
		await stage.settled();
		expect(stage.text()).toMatch(/1 fleet\*/u);
		stage.terminal.type(press(end, 1));
		await stage.until(/2 order-1\*/u);
	});

	it('reads the result that is pressed, and types again below the results', async () => {
		await using stage = await openMouseStage({agents: [agentOf('order-1')], script: {answers: {version: [{type: 'version', version: '4.3.4'}], pwd: [{type: 'pwd', workingDir: '/srv/app'}]}}});
		stage.press('enter');
		await stage.until('>');
		stage.type('version\rpwd\r');
		await stage.until('/srv/app');
		stage.terminal.type(press(20, rowOf(stage, '    4.3.4')));
		await stage.until(/^▸ +4\.3\.4/mu);
		expect(stage.text()).toContain('esc to the prompt');
		stage.terminal.type(press(20, rowOf(stage, '/srv/app')));
		await stage.until(/^▸ +\/srv\/app/mu);
		stage.terminal.type(press(20, 22));
		await stage.until('esc step out');
		stage.type('thr');
		await stage.until(/> thr/u);
	});

	it('puts the cursor of a stream on the row that is pressed, and on the line of what is opened', async () => {
		await using stage = await openMouseStage({agents: [agentOf('order-1')]});
		stage.press(':');
		stage.type('watch a.B c\r');
		await stage.until(() => stage.script.streams?.size === 1);
		const [stream] = stage.script.streams?.values() ?? [];
		for (let at = 1; at <= 5; at++) {
			stream?.push({
				type: 'watch', ts: '2026-11-21 12:00:00.000', cost: at, value: `@ArrayList[\n    @Integer[70${at}],\n    @Integer[80${at}],\n]`, accessPoint: 'AtExit', isExit: true,
			});
		}

		await stage.until('705');
		stage.terminal.type(press(20, rowOf(stage, '702')));
		await stage.until(/^▸.*702/mu);
		expect(stage.text()).toContain('paused');
		stage.press('enter');
		await stage.until(/ 1 .*@Integer\[802\]/u);
		stage.terminal.type(press(20, rowOf(stage, '@Integer[802]')));
		await stage.until(/^▸ .*@Integer\[802\]/mu);
		stage.terminal.type(press(20, rowOf(stage, '704')));
		await stage.until(/^▸.*704[^]* 1 .*@Integer\[804\]/mu);
		stage.terminal.type(press(20, 3));
		await stage.settled();
		expect(stage.text()).toMatch(/^▸.*704/mu);
	});

	it('scrolls results up from the prompt by a notch, and back into it at the newest row', async () => {
		await using stage = await openMouseStage({agents: [agentOf('order-1')], script: {answers: {echo: [{type: 'echo', content: lines}]}}});
		stage.press('enter');
		await stage.until('>');
		stage.type('echo x\r');
		await stage.until('line 40.');
		stage.terminal.type(wheel('down', 10, 10));
		stage.terminal.type(wheel('up', 10, 10));
		await stage.until(text => text.includes('line 37.') && !text.includes('line 38.'));
		stage.terminal.type(wheel('up', 10, 10));
		await stage.until(text => text.includes('line 34.') && !text.includes('line 35.'));
		stage.terminal.type(wheel('down', 10, 10));
		await stage.until('line 37.');
		stage.terminal.type(wheel('down', 10, 10));
		await stage.until('line 40.');
		stage.terminal.type(wheel('down', 10, 10));
		await stage.until('esc step out');
	});

	it('gives the focus to the pane that is pressed, and does nothing under a dialog', async () => {
		await using stage = await openMouseStage();
		stage.press('ctrl-w v');
		await stage.until(/▌choose an agent/u);
		stage.terminal.type(press(5, rowOf(stage, 'order-81cc')));
		await stage.until(/▌agents/u);
		stage.press('?');
		await stage.until('What can be done here');
		stage.terminal.type(press(100, 3));
		await stage.settled();
		stage.press('esc');
		await stage.until(text => !text.includes('What can be done'));
		expect(stage.text()).toMatch(/▌agents/u);
	});
});
