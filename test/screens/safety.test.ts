import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {serialize} from '../../source/workspace/saved-layout.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

const hostile = 'x\n$(touch /tmp/owned)';

function copied(written: string): string {
	const [, base64 = ''] = /\]52;c;(?<text>[\w+/=]+)/u.exec(written) ?? [];
	return Buffer.from(base64, 'base64').toString();
}

describe('what leaves the screen', () => {
	it('quotes what an agent calls itself in lines for a shell', async () => {
		await using stage = await openStage({agents: [agentOf('order-1', {id: hostile})]});
		await stage.until('order-1');
		stage.press('y', 'c');
		await stage.until('copied');
		expect(copied(stage.terminal.written())).toContain(`--on '${hostile}' 'thread -n 3'`);
	});

	it('shows the whole command before it is sent, however long it is', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], columns: 80, rows: 24});
		await stage.until('order-1');
		stage.press(':');
		stage.type(`ognl '@java.lang.System@getProperty("${'x'.repeat(150)}")+@java.lang.Runtime@getRuntime().exec("rm -rf /")'\r`);
		await stage.until('This changes order-1');
		expect(stage.text().replaceAll(/[\s┃│]+/gu, '')).toContain('exec("rm-rf/")\'');
	});

	it('says how much of a command is not seen where it has no room, and shows its end', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')], columns: 80, rows: 24});
		await stage.until('order-1');
		stage.press(':');
		stage.type(`ognl '"${'x'.repeat(5000)}"+@java.lang.Runtime@getRuntime().exec("rm -rf /")'\r`);
		await stage.until('This changes order-1');
		expect(stage.text()).toMatch(/… \d+ characters are not shown here …/u);
		expect(stage.text().replaceAll(/[\s┃│]+/gu, '')).toContain('exec("rm-rf/")\'');
	});

	it('keeps no secret in the log of what was sent, nor in a layout', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		stage.press(':');
		stage.type('watch demo.Shop price \'params[0].password=="hunter2"\'\r');
		await stage.until(() => (stage.script.streams?.size ?? 0) > 0);
		expect(JSON.stringify(serialize(stage.store.getSnapshot()))).not.toContain('hunter2');
		expect(JSON.stringify(stage.screen.program.sent.entries())).not.toContain('hunter2');
		expect(stage.screen.program.sent.entries().at(0)?.what).toContain('watch');
	});

	it('keeps a command that nobody is chosen for in the palette', async () => {
		await using stage = await openStage({agents: []});
		stage.press(':');
		stage.type('zzz -n 3\r');
		await stage.until(text => text.includes(': zzz -n 3'));
		expect(stage.store.getSnapshot().overlay?.text).toBe('zzz -n 3');
		expect(stage.store.getSnapshot().notices.at(0)?.text).toContain('no agent is chosen');
	});
});
