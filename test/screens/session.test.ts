import {describe, expect, it} from 'vitest';
import {agentOf} from '../ui/agents/fleet.js';
import {recordedResults} from '../views/recorded-results.js';
import {openStage, type Stage} from './stage.js';

const trace = recordedResults('arthas-http-api/trace-jdk.json');
const thread = recordedResults('arthas-http-api/exec-thread.json');

async function openSession(given: Parameters<typeof openStage>[0] = {}): Promise<Stage> {
	const stage = await openStage({agents: [agentOf('order-1')], ...given});
	await stage.until('order-1');
	stage.press('enter');
	await stage.until('a command for');
	return stage;
}

describe('a result in a session', () => {
	it('of calls goes to where the time went, and turns their order', async () => {
		await using stage = await openSession();
		stage.type('trace demo.MathGame run -n 4\r');
		await stage.until(() => stage.script.streams !== undefined);
		stage.script.streams?.get('trace demo.MathGame run -n 4')?.push(...trace.filter(({type}) => type === 'trace').slice(0, 1));
		await stage.until('SHARE');
		stage.press('esc', 'h');
		await stage.until(/^▸.*◂ hottest/mu);
		expect(stage.text()).toContain('children by cost');
		stage.press('o');
		await stage.until('children in the order of the calls');
		stage.press('o');
		await stage.until('children by cost');
	});

	it('of rows is sorted by one column after the other, and turned round', async () => {
		await using stage = await openSession({rows: 50, script: {answers: {thread}}});
		stage.type('thread\r');
		await stage.until(/ID +NAME/u);
		stage.press('esc', 's');
		await stage.until(/ID ▲ +NAME/u);
		stage.press('R');
		await stage.until(/ID ▼ +NAME/u);
		stage.press('s');
		await stage.until(/NAME ▲/u);
	});

	it('of a stream is shown in a pane of its own too, and counted once', async () => {
		await using stage = await openSession();
		stage.type('watch a.B c -n 5\r');
		await stage.until(() => stage.script.streams !== undefined);
		stage.press('esc', 'w');
		await stage.until('│▌watch a.B c -n 5');
		expect(stage.text()).toContain('1 running');
		stage.script.streams?.get('watch a.B c -n 5')?.end();
		await stage.until('✓ done');
	});

	it('of several commands is told before they go', async () => {
		let time = 0;
		await using stage = await openSession({now: () => time});
		stage.terminal.type('\u{1B}[200~version\nthread -b\n\u{1B}[201~');
		await stage.until('Pasted: 2 lines');
		time += 1000;
		stage.press('enter');
		await stage.until('2 commands: each goes when the one before has ended');
		stage.press('enter');
		await stage.until(/version +look[^]*thread -b +look/u);
	});
});

it('read-only sends nothing that changes its agent, says so while it is typed, and asks nothing', async () => {
	await using stage = await openSession({readOnly: true});
	stage.type('stop');
	await stage.until('read-only, so it is not sent: stop ends');
	stage.press('enter');
	await stage.until('✗ refused: stop ends Arthas');
	expect(stage.text()).not.toContain('This changes');
	stage.press('f2');
	stage.type('app.log\r');
	await stage.until('0 sent · 0 told');
});
