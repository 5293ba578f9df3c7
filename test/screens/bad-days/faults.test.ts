import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {agentsPane} from '../../../source/ui/agents/agents-pane.js';
import {commandPane} from '../../../source/ui/command/command-pane.js';
import {help} from '../../../source/ui/overlays/help.js';
import type {PaneView} from '../../../source/ui/panes/pane-view.js';
import {agentOf} from '../../ui/agents/fleet.js';
import {openStage} from '../stage.js';

afterEach(() => {
	vi.restoreAllMocks();
});

function fault(): never {
	throw new TypeError('no such \u{1B}[31mcell');
}

describe('an exception inside a view', () => {
	it.each(['title', 'paint', 'contexts', 'list'] as const)('of %s stays in its pane, which can be left and closed', async part => {
		await using stage = await openStage({agents: [agentOf('order-1'), agentOf('order-2')]});
		await stage.until('order-2');
		stage.press('ctrl-w s');
		await stage.until('choose an agent');
		stage.press('enter');
		await stage.until('a command for order-1');
		vi.spyOn(commandPane as Required<PaneView>, part).mockImplementation(fault);
		stage.press('esc', 'ctrl-l');
		if (part === 'paint') {
			const text = await stage.until('this can\'t be drawn: no such ␛[31mcell');
			expect(text).toMatch(/at .*faults\.test\.ts/u);
			expect(text).toContain('order-2');
		}

		stage.press('f6 up', ':');
		await stage.until('agents.open');
		stage.press('esc', 'f6 down', 'f6 q');
		await stage.until(text => !text.includes('a command for') && !text.includes('can\'t be drawn') && text.includes('order-2'));
	});

	it('is over when it is over', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		const paint = vi.spyOn(agentsPane, 'paint').mockImplementation(fault);
		stage.press('ctrl-l');
		await stage.until('this can\'t be drawn');
		paint.mockRestore();
		stage.press('ctrl-l');
		await stage.until('order-1');
	});

	it('of a dialog leaves a dialog that can be left', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		vi.spyOn(help, 'paint').mockImplementation(fault);
		stage.press('?');
		await stage.until('this can\'t be drawn');
		stage.press('esc');
		await stage.until(text => text.includes('order-1') && !text.includes('drawn'));
	});
});
