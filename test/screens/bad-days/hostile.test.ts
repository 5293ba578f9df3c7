import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import type {Agent} from '../../../source/core/client/agent.js';
import {createFakeWire, type FakeWire} from '../../actions/console/fake-wire.js';
import {agentOf} from '../../ui/agents/fleet.js';
import {openStage, type Stage, type StageOptions} from '../stage.js';

const escape = '\u{1B}';

/** Whatever could do something to a terminal that obeys it. */
const hostile: Readonly<Record<string, string>> = {
	title: `${escape}]0;owned\u{7}`,
	'title by ST': `${escape}]2;owned${escape}\\`,
	clipboard: `${escape}]52;c;b3duZWQ=\u{7}`,
	'8-bit clipboard': '\u{9D}52;c;b3duZWQ=\u{9C}',
	'clear and home': `${escape}[2J${escape}[H`,
	'leave the screen': `${escape}[?1049l${escape}c`,
	'8-bit CSI': '\u{9B}2J\u{9B}?1049l',
	mouse: `${escape}[?1000h${escape}[?1003h${escape}[?2004l`,
	'answers of its own': `${escape}[6n${escape}[c${escape}[5n`,
	tmux: `${escape}Ptmux;${escape}${escape}]52;c;b3duZWQ=\u{7}${escape}\\`,
	'bells and backs': '\u{7}\u{8}\u{8}\u{D}\u{B}\u{C}\u{7F}\u{0}',
	'bidi overrides': '\u{202E}gnp.exe\u{202C}\u{2066}x\u{2069}',
	'half surrogates': 'a\u{D800}b\u{DC00}c',
	'invalid UTF-8': Buffer.from([0x61, 0xFF, 0xFE, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x62]).toString(),
	'zero widths': 'a\u{200B}\u{2060}\u{FEFF}b',
	'a tower of marks': `z${'\u{301}'.repeat(500)}`,
	hyperlink: `${escape}]8;;http://evil${escape}\\click${escape}]8;;${escape}\\`,
};

const call = {
	type: 'watch', accessPoint: 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: 0.1, sizeLimit: 10_485_760, ts: '2026-11-21 19:43:07.684',
};

type Deeds = {titles: string[]; clipboard: string[]};

/** A stage whose terminal notes what it was made to do. */
async function openGuarded(options: StageOptions): Promise<Stage & {deeds: Deeds}> {
	const stage = await openStage(options);
	const deeds: Deeds = {titles: [], clipboard: []};
	const {terminal} = stage.terminal.judge;
	terminal.onTitleChange(title => deeds.titles.push(title));
	terminal.parser.registerOscHandler(52, data => deeds.clipboard.push(data) > 0);
	return Object.assign(stage, {deeds});
}

/** Nothing of it was obeyed: the screen is ours, and so is its frame. */
function expectObeyedNothing({deeds, terminal, text}: Stage & {deeds: Deeds}): void {
	expect(deeds).toEqual({titles: [], clipboard: []});
	expect(terminal.judge.terminal.buffer.active.type).toBe('alternate');
	expect(terminal.judge.terminal.modes).toMatchObject({bracketedPasteMode: true, mouseTrackingMode: 'none'});
	expect(text().split('\n')[0]).toMatch(/^ 1 /u);
	expect(text().split('\n').at(-1)).toMatch(/(?:leave|help|close|esc back)/u);
	// The emulator keeps what it is given; what is left for terminals that reorder text must not be there.
	expect(text()).not.toMatch(/[\u{202A}-\u{202E}\u{2066}-\u{2069}\u{200B}\u{FEFF}]/u);
}

async function run(stage: Stage, command: string): Promise<void> {
	stage.press(':');
	stage.type(command);
	await stage.until(/run on \S/u);
	stage.press('enter');
}

describe('what an agent sends is shown and never obeyed', () => {
	it.each(Object.entries(hostile))('in results: %s', async (_, text) => {
		await using stage = await openGuarded({
			agents: [agentOf('order-1')], script: {
				answers: {
					thread: [
						{type: 'sysprop', props: {[`key${text}`]: `value ${text} end`}},
						{type: 'ognl', value: `@String[${text}] end`},
						{type: `new${text}`, [`field${text}`]: [{deep: text}], tail: 'end'},
						{type: 'message', message: `${text}\n${text} end`},
						{type: 'status', statusCode: -1, message: `${text} end`},
					],
				},
			},
		});
		await stage.until('order-1');
		await run(stage, 'thread');
		await stage.until(/thread.*ms/u);
		await stage.settled();
		expect(stage.text()).toContain('end');
		expectObeyedNothing(stage);
		stage.press('esc');
		for (const _ of [1, 2, 3, 4]) {
			stage.press('up', 'enter');
		}

		await stage.settled();
		expectObeyedNothing(stage);
	});

	it('in a stream: its rows, and each hit that is opened', async () => {
		await using stage = await openGuarded({agents: [agentOf('order-1')], rows: 60});
		await stage.until('order-1');
		await run(stage, 'watch demo.MathGame primeFactors -n 50');
		await stage.until('following');
		const [feed] = stage.script.streams?.values() ?? [];
		const texts = Object.values(hostile);
		feed?.push(...texts.map(text => ({
			...call, accessPoint: `AtExit${text}`, className: `demo.${text}`, methodName: text,
			ts: `2026-11-21 19:43:07.684${text}`, value: `@ArrayList[\n    @String[${text} end],\n    @String[b],\n]`,
		})));
		await stage.until(`${texts.length} hits`);
		expectObeyedNothing(stage);
		stage.press('p', 'enter');
		await stage.until('@ArrayList');
		for (const _ of texts) {
			expectObeyedNothing(stage);
			stage.press('up');
			await stage.until('@ArrayList');
		}

		stage.press('down', 'w');
		await stage.settled();
		expectObeyedNothing(stage);
	});

	it('in everything that agents say of themselves', async () => {
		const agents = Object.values(hostile).map((text, index): Agent => agentOf(`x${index}`, {
			id: `id${text}`, ref: `prod/${index}${text}`, name: `${index}${text}`, app: text, host: text, ip: text, version: text, statusText: text, labels: {[text]: text},
		}));
		await using stage = await openGuarded({agents, columns: 200});
		await stage.until('in service');
		for (const _ of agents) {
			stage.press('enter');
			await stage.until('a command for');
			stage.type('version');
			stage.press('enter');
			await stage.until(/version.*ms/u);
			expectObeyedNothing(stage);
			stage.press('f6 q', 'down');
			await stage.until('in service');
			expectObeyedNothing(stage);
		}

		stage.press('@');
		await stage.until('everything we sent');
		expectObeyedNothing(stage);
	});

	it('in a console: it stays in the cells of its pane', async () => {
		const wires: FakeWire[] = [];
		await using stage = await openGuarded({
			agents: [agentOf('web-1')], script: {
				consoles() {
					const wire = createFakeWire();
					wires.push(wire);
					return wire;
				},
			},
		});
		await stage.until('web-1');
		stage.press('ctrl-w v');
		await stage.until('choose an agent');
		stage.press('c');
		await stage.until('web-1 console');
		for (const [index, text] of Object.values(hostile).entries()) {
			wires[0]?.push(`\r\n${text}\r\nend of ${index}\r\n`);
			await stage.until(`end of ${index}`);
			expect(stage.deeds).toEqual({titles: [], clipboard: []});
			expect(stage.terminal.judge.terminal.buffer.active.type).toBe('alternate');
			expect(stage.terminal.judge.terminal.modes).toMatchObject({bracketedPasteMode: true, mouseTrackingMode: 'none'});
			expect(stage.text()).toMatch(/^ 1 /u);
			expect(stage.text()).toContain('›  web-1');
		}
	});

	it('1 MB on one line, in a result and in a stream, leaves the keys answered', async () => {
		const line = 'x'.repeat(1 << 20);
		await using stage = await openGuarded({agents: [agentOf('order-1')], script: {answers: {sysprop: [{type: 'sysprop', props: {huge: line}}], thread: [{type: 'message', message: line}]}}});
		await stage.until('order-1');
		for (const command of ['sysprop', 'thread']) {
			await run(stage, command);
			await stage.until('xxxx');
			const began = performance.now();
			stage.press('esc', 'up');
			await stage.settled();
			expect(performance.now() - began).toBeLessThan(3000);
			expectObeyedNothing(stage);
			stage.press('f6 q');
			await stage.until('in service');
		}

		await run(stage, 'watch demo.MathGame primeFactors -n 5');
		await stage.until('following');
		const [feed] = stage.script.streams?.values() ?? [];
		feed?.push({
			...call, value: `@ArrayList[\n    @String[${line}],\n]`,
		});
		await stage.until('1 hit');
		stage.press('enter');
		await stage.until('@ArrayList');
		expectObeyedNothing(stage);
	});
});
