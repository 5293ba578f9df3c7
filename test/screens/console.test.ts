import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {createFakeWire, type FakeWire} from '../actions/console/fake-wire.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage, type Stage, type StageOptions} from './stage.js';

/** The program with a console open on `web-1`, and the other side of that console. */
async function openConsole(options: StageOptions = {}): Promise<{stage: Stage; wires: FakeWire[]; wire: FakeWire}> {
	const wires: FakeWire[] = [];
	const stage = await openStage({
		columns: 80, rows: 24, agents: [agentOf('web-1')], ...options,
		script: {
			consoles() {
				const wire = createFakeWire();
				wires.push(wire);
				wire.push('app@web-1:~$ ');
				return wire;
			},
		},
	});
	await stage.until('web-1');
	stage.press('c');
	await stage.until('app@web-1:~$');
	const [wire = createFakeWire()] = wires;
	return {stage, wires, wire};
}

describe('a console on the screen', () => {
	it('has all keys but the one that steps out, those of panes among them', async () => {
		const {stage, wire} = await openConsole();
		await using _ = stage;
		stage.type('ls 1?');
		stage.press('ctrl-w', 'ctrl-c', 'ctrl-z', 'enter', 'esc', 'tab');
		stage.terminal.type('\u001B[200~a\u001B[201~');
		// The end of a paste is believed when the terminal is silent after it.
		await stage.until(() => wire.typed.join('').endsWith('a'));
		expect(wire.typed.join('')).toBe('ls 1?\u0017\u0003\u001A\r\u001B\ta');
		wire.push('\u001B]2;x\u0007ls: none');
		await stage.until('ls: none');
		const before = wire.typed.length;
		stage.press('f6 z');
		stage.press('ctrl-]');
		await stage.until('back to the prompt');
		stage.press('ctrl-]');
		await stage.until(() => wire.typed.length > before);
		expect(wire.typed.slice(before)).toEqual(['\u001D']);
	});

	it('tells in the footer how to get to other panes, where ctrl-w is for the host', async () => {
		const {stage, wire} = await openConsole();
		await using _ = stage;
		await stage.until(/f6 f6 panes/u);
		stage.press('f6 f6');
		await stage.until('it is the only pane here; F6 v and F6 s divide it');
		stage.press('f6 s');
		await stage.until('choose an agent');
		stage.press('f6 w');
		await stage.until(/f6 f6 panes/u);
		stage.press('f6 f6');
		await stage.until(text => !text.includes('f6 f6 panes'));
		expect(wire.typed).toEqual([]);
	});

	it('is not offered for a host, which has none, nor is watch, and both say so', async () => {
		await using stage = await openStage({columns: 120, rows: 24, agents: [agentOf('jump-1', {kind: 'host', host: 'jump-1'}), agentOf('web-1')]});
		await stage.until('jump-1');
		stage.press('s', 'n');
		await stage.until(text => text.split('\n').findIndex(row => row.includes('jump-1')) < text.split('\n').findIndex(row => row.includes('web-1')));
		stage.press('home');
		await stage.until(text => !/ c console| w watch/u.test(text.split('\n').at(-1) ?? ''));
		stage.press('c');
		await stage.until('jump-1 is a host, which has no console');
		stage.press('w');
		await stage.until('jump-1 is a host, which has no methods to watch');
		expect(Object.values(stage.store.getSnapshot().panes).map(({kind}) => kind)).toEqual(['agents']);
		stage.press('down');
		await stage.until(/ c console/u);
	});

	it('is not offered where only looking is allowed, nor is watch, and both say why before anything is opened', async () => {
		await using stage = await openStage({
			columns: 120, rows: 24, agents: [agentOf('web-1')], readOnly: true,
		});
		await stage.until('web-1');
		expect(stage.text().split('\n').at(-1)).not.toMatch(/ c console| w watch/u);
		stage.press(':');
		stage.type('agents.console');
		await stage.until('– read-only: a console can do anything');
		stage.press('esc', 'c');
		await stage.until('console: read-only: a console can do anything, and only looking is allowed');
		stage.press('w');
		await stage.until('read-only: watch instruments methods');
		expect(Object.values(stage.store.getSnapshot().panes).map(({kind}) => kind)).toEqual(['agents']);
	});

	it('is searched with digits and blanks, copied, and left for the prompt', async () => {
		const {stage, wire} = await openConsole();
		await using _ = stage;
		wire.push(Array.from({length: 60}, (_, index) => `\r\nrow ${index} of sixty`).join(''));
		await stage.until('row 59');
		stage.press('ctrl-]', 'n');
		await stage.until('next: nothing was searched for; / does');
		expect(stage.text()).not.toContain('n next');
		stage.press('/');
		stage.type('row 1');
		await stage.until('11 of 11   from here up');
		expect(stage.text()).toContain('row 19');
		stage.terminal.type('\u001B[200~2\u001B[201~');
		await stage.until('1 of 1 ');
		expect(stage.text()).toContain('/row 12');
		stage.press('enter');
		await stage.until('/ search  n next');
		stage.press('v', 'down', 'y');
		await stage.until(/copied|clipboard/u);
		// eslint-disable-next-line no-control-regex
		expect(Buffer.from(/\u001B\]52;c;(?<copied>[^\u0007\u001B]*)/u.exec(stage.terminal.written())?.groups?.['copied'] ?? '', 'base64').toString()).toBe('row 12 of sixty\nrow 13 of sixty');
		stage.press('esc');
		stage.type('x');
		await stage.until('row 59');
		expect(wire.typed.join('')).toBe('x');
	});

	it('tells the host its size when a pane beside it takes room', async () => {
		const {stage, wire} = await openConsole({columns: 120, rows: 40});
		await using _ = stage;
		stage.press('f6 v');
		await stage.until(() => wire.sizes.length > 0);
		expect(wire.sizes.at(-1)?.cols).toBeLessThan(61);
	});

	it('keeps what was on it when it closes, and opens again', async () => {
		const {stage, wires, wire} = await openConsole();
		await using _ = stage;
		wire.end('lost');
		await stage.until('closed: the connection was lost');
		stage.type('l');
		await stage.until('takes no input');
		expect(stage.text()).toContain('app@web-1:~$');
		stage.press('enter');
		await stage.until(text => text.includes('opened again at') && text.split('app@web-1:~$').length === 3);
		expect(wires).toHaveLength(2);
		expect(wires.flatMap(({typed}) => typed)).toEqual([]);
	});

	it('opens by enter, as it says, where a saved layout has one that was stepped out of', async () => {
		const {stage, wires} = await openConsole();
		await using _ = stage;
		const {id, state} = stage.screen.program.focus();
		stage.store.dispatch({type: 'pane', pane: id, change: {live: undefined, data: {...state.data, view: true}}});
		await stage.until('No console runs here');
		stage.press('enter');
		await stage.until(text => wires.length === 2 && text.includes('app@web-1:~$'));
	});

	it('shows a flood while keys go on', async () => {
		const {stage, wire} = await openConsole();
		await using _ = stage;
		for (let index = 0; index < 50; index++) {
			wire.push(`\u001B[3${index % 8}m${'flood '.repeat(20_000)}\r\n`);
		}

		wire.push('\u001B[mover');
		stage.type('q');
		await stage.until(() => wire.typed.includes('q'));
		await stage.until(/over$/mu);
	});
});
