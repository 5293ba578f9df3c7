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
		await stage.until('copied 1 line');
		expect(copied).toEqual(['watch demo.MathGame run -n 5']);
		stage.press('down', 'y s');
		await stage.until(() => copied.length === 2);
		expect(copied[1]).toBe('arthas-tui exec --on order-1 version');
	});
});
