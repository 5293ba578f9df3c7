import {describe, expect, it} from 'vitest';
import {agentOf} from '../ui/agents/fleet.js';
import {clipboardOf} from './clipboard.js';
import {openStage} from './stage.js';

describe('the log of what was sent', () => {
	it('tells of each command what became of it, also later, and gives it to the clipboard', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
		const copied = clipboardOf(stage);
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('>');
		stage.type('version\r');
		await stage.until('4.3.4');
		stage.type('watch demo.MathGame run -n 5\r');
		await stage.until('following');
		stage.press('f2');
		stage.type('app.log\r');
		await stage.until(/order-1 +prod +● running +watch demo\.MathGame run -n 5/u);
		expect(stage.text()).toMatch(/order-1 +prod +✓ \d+ ms +version/u);
		stage.script.streams?.get('watch demo.MathGame run -n 5')?.end();
		await stage.until(/order-1 +prod +✓ \d+ ms +watch demo/u);
		stage.press('y c');
		await stage.until('copied command: 1 line');
		expect(copied).toEqual(['watch demo.MathGame run -n 5']);
		stage.press('down', 'y s');
		await stage.until(() => copied.length === 2);
		expect(copied[1]).toBe('arthas-tui exec --on order-1 version');
	});

	it('has every notice that has gone, in the order of time and told from what was sent', async () => {
		let at = Date.UTC(2026, 10, 21, 12, 0, 0);
		await using stage = await openStage({agents: [agentOf('order-1')], now: () => at, script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
		const copied = clipboardOf(stage);
		const {program} = stage.screen;
		await stage.until('order-1');
		program.notify('warn', 'prod was silent');
		at += 1000;
		stage.press('enter');
		await stage.until('>');
		stage.type('version\r');
		await stage.until(/version +look/u);
		at += 1000;
		program.notify('bad', `prod broke off ${'and said a lot '.repeat(12)}at last`);
		stage.press('esc', 'esc');
		await stage.until(text => !text.includes('at last'));
		stage.press('@');
		await stage.until('1 sent · 2 told');
		const rows = stage.text().split('\n').slice(3, 8).map(row => row.trimEnd().replaceAll(/\d\d:\d\d:/gu, ''));
		expect(rows).toEqual([
			expect.stringMatching(/^▸ {2}02 {2}! prod broke off and said/u),
			expect.stringMatching(/^ {15}\S.* at last$/u),
			expect.stringMatching(/^ {3}01 {2}order-1 .* version$/u),
			'   00  ! prod was silent',
			'',
		]);
		stage.press('y r');
		await stage.until('copied');
		expect(copied[0]).toMatch(/^2026-11-21T12:00:02.000Z\tbad\tprod broke off .* at last$/u);
	});

	it('is filtered by words and by what it is', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], script: {answers: {version: [{type: 'version', version: '4.3.4'}], jvm: []}}});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('>');
		stage.type('version\r');
		await stage.until('4.3.4');
		stage.type('jvm\r');
		await stage.until(/jvm +look/u);
		stage.screen.program.notify('warn', 'the version is old');
		stage.press('f2');
		stage.type('app.log\r');
		await stage.until('2 sent · 1 told');
		const about = () => ['version', 'jvm', 'old'].filter(word => new RegExp(`\\d .*${word}$`, 'mu').test(stage.text().split('\n').slice(3, -3).map(row => row.trimEnd()).join('\n')));
		expect(about()).toEqual(['version', 'jvm', 'old']);
		stage.press('&');
		await stage.until('only what was told');
		expect(about()).toEqual(['old']);
		stage.press('&');
		await stage.until('only what was sent');
		expect(about()).toEqual(['version', 'jvm']);
		stage.press('&', '/');
		stage.type('version order');
		stage.press('enter');
		await stage.until('1 of 3 shown');
		expect(about()).toEqual(['version']);
		stage.press('esc', 'esc');
		await stage.until('2 sent · 1 told');
		expect(about()).toEqual(['version', 'jvm', 'old']);
	});
});
