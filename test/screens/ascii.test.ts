import {expect, it} from 'vitest';
import {asciiGlyphs} from '../../source/ui/glyphs.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

it('writes no sign that is not ASCII when those are wanted, and still the letters of agents', async () => {
	const names = ['订单服务', 'an-agent-with-a-name-that-is-longer-than-any-column-of-the-list-can-be'];
	await using stage = await openStage({
		columns: 80, rows: 24, agents: names.map(name => agentOf(name)), screen: {glyphs: asciiGlyphs},
	});
	await stage.until('订单服务');
	const seen = [stage.text()];
	for (const keys of [['?'], ['esc'], [':'], ['esc'], ['ctrl-w', 'v'], ['@']]) {
		stage.press(...keys);
		await stage.settled();
		seen.push(stage.text());
	}

	expect(new Set(seen).size).toBeGreaterThan(4);
	expect(seen.map(text => text.replaceAll(/[\n -~]|订单服务/gu, ''))).toEqual(seen.map(() => ''));
});
