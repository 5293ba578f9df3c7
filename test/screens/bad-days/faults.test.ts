import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import type {Action} from '../../../source/actions/action.js';
import {agentsPane} from '../../../source/ui/agents/agents-pane.js';
import {commandPane} from '../../../source/ui/command/command-pane.js';
import {help} from '../../../source/ui/overlays/help.js';
import type {PaneView} from '../../../source/ui/panes/pane-view.js';
import {texts} from '../../../source/words/index.js';
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

describe('an exception outside the panes', () => {
	it.each(['up', 'newest'] as const)('in the header stays in its row (%s)', async word => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		const {program} = stage.screen;
		const {say} = program;
		vi.spyOn(program, 'say').mockImplementation((text, values) => text === texts.frame[word] ? fault() : say(text, values));
		stage.press('ctrl-l');
		const [header = '', ...rest] = (await stage.until('this can\'t be drawn')).split('\n');
		expect(header).toContain('no such ␛[31mcell');
		expect(rest.join('\n')).toContain('order-1');
		vi.restoreAllMocks();
		stage.press('ctrl-l');
		await stage.until(text => !text.includes('be drawn'));
	});

	it('in the footer stays in its row, and keys go on', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		const {program} = stage.screen;
		const {keysOf} = program;
		vi.spyOn(program, 'keysOf').mockImplementation(id => id === 'app.help' ? fault() : keysOf(id));
		stage.press('ctrl-l');
		expect((await stage.until('this can\'t be drawn')).split('\n').at(-1)).toContain('no such');
		vi.restoreAllMocks();
		stage.press('ctrl-l');
		await stage.until('? help');
	});
});

describe('an exception in what a key does', () => {
	it.each([['run', 'list.down', 'down'], ['disabled', 'agents.console', 'c']])('in `%s` of %s is told, and the program goes on', async (part, id, key) => {
		await using stage = await openStage({agents: [agentOf('order-1'), agentOf('order-2')]});
		await stage.until('order-2');
		const action = stage.screen.program.actions.find(action => action.id === id) as Required<Action>;
		vi.spyOn(action, part as 'run').mockImplementation(fault);
		stage.press(key);
		await stage.until('that failed, and nothing else did: no such ␛[31mcell');
		vi.restoreAllMocks();
		stage.press('esc', 'down');
		await stage.until(text => !text.includes('that failed') && /▸ +order-2/u.test(text));
		stage.press('@');
		await stage.until('no such ␛[31mcell');
		expect(stage.text()).toMatch(/at .*faults\.test\.ts/u);
	});

	it('in the reducer, after a key or the mouse, is told, and the program goes on', async () => {
		await using stage = await openStage({agents: [agentOf('order-1'), agentOf('order-2')], screen: {settings: {mouse: true}}});
		await stage.until('order-2');
		const {store} = stage.screen.program;
		const dispatch = store.dispatch.bind(store);
		vi.spyOn(store, 'dispatch').mockImplementation(event => {
			if (event.type === 'list' || event.type === 'focus') {
				fault();
			}

			dispatch(event);
		});
		stage.press('down');
		await stage.until('that failed, and nothing else did');
		stage.press('esc');
		await stage.until(text => !text.includes('that failed'));
		stage.terminal.type('\u{1B}[<0;5;5M');
		await stage.until('that failed, and nothing else did');
		vi.restoreAllMocks();
		stage.press('esc', 'down');
		await stage.until(/▸ +order-2/u);
	});
});
