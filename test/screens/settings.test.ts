import {describe, expect, it} from 'vitest';
import {fleet} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

describe('what stands in screen.json', () => {
	it('chooses the columns of the agents, and their order', async () => {
		await using stage = await openStage({agents: fleet, screen: {settings: {columns: ['host', 'status', 'labels']}}});
		await stage.until('order-7f3a');
		const titles = stage.text().split('\n')[2] ?? '';
		expect(titles.trim().split(/\s+/u)).toEqual(['NAME', 'HOST', 'STATUS', 'LABELS']);
	});

	it('gives names to filters, which hold beside what else is typed', async () => {
		await using stage = await openStage({agents: fleet, screen: {settings: {filters: {shops: 'app=pay,shop'}}}});
		await stage.until('order-7f3a');
		stage.press('/');
		stage.type('@shops');
		stage.press('enter');
		await stage.until('5 of 19 shown');
		stage.press('/');
		stage.type(' up');
		stage.press('enter');
		await stage.until('4 of 19 shown');
		stage.press('esc', '/');
		stage.type('@nobody');
		await stage.until('there is no saved filter “@nobody”');
	});

	it('sorts by every column that can be shown', async () => {
		await using stage = await openStage({agents: fleet});
		await stage.until('order-7f3a');
		stage.press('s', 'o');
		await stage.until('by os');
		stage.press('s', 'e');
		await stage.until('by sessions');
	});
});
