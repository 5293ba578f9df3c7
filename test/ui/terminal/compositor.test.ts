import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Style} from '../../../source/views/block.js';
import type {ColorDepth} from '../../../source/ui/terminal/colors/color-depth.js';
import {
	createCompositor, type Compositor, type Pane, type PaneRow,
} from '../../../source/ui/terminal/compositor.js';
import {createTheme} from '../../../source/ui/terminal/theme.js';
import {createJudge, type Judge} from './judge.js';
import {drawSlowly, frameText, type Scene} from './reference.js';

const theme = createTheme({colors: 'truecolor'});

type Screen = {compositor: Compositor; judge: Judge; written: string[]; paint(...options: Parameters<Compositor['paint']>): Promise<string>};

/** A compositor that writes into a terminal. `paint` gives what it wrote. */
function open(columns: number, rows: number, {synchronized = true, colors = 'truecolor'}: {synchronized?: boolean; colors?: ColorDepth} = {}): Screen {
	const judge = createJudge(columns, rows);
	const written: string[] = [];
	const compositor = createCompositor({
		write: text => written.push(text), columns, rows, synchronized, colors, theme: createTheme({colors}),
	});
	return {
		compositor,
		judge,
		written,
		async paint(...options) {
			const before = written.length;
			const {bytes} = compositor.paint(...options);
			const text = written.slice(before).join('');
			expect(bytes).toBe(Buffer.byteLength(text));
			expect(written.length - before).toBeLessThanOrEqual(1);
			await judge.write(text);
			return text;
		},
	};
}

const row = (text: string, style?: Style): PaneRow => [{text, style}];
const pane = (column: number, top: number, width: number, rows: PaneRow[], z?: number): Pane => ({
	rect: {
		column, row: top, width, height: rows.length,
	}, rows, z,
});

describe('frame', () => {
	it('is drawn line by line, and what is beyond the screen is left out', async () => {
		const {compositor, judge, paint} = open(10, 3);
		compositor.frame('one\n\u{1B}[1mtwo\u{1B}[22m is too long\nthree\nfour\n');
		await paint();
		expect(judge.rows()).toEqual(['one', 'two is too', 'three']);
		expect(judge.terminal.buffer.active.getLine(1)?.getCell(0)?.isBold()).toBeTruthy();
		expect(judge.terminal.buffer.active.getLine(1)?.getCell(4)?.isBold()).toBeFalsy();
	});

	it('obeys no sequence but those for colours', async () => {
		const {compositor, judge, paint} = open(20, 3);
		compositor.frame('a\u{1B}[2Jb\u{1B}]0;title\u{7}c\u{1B}]52;c;AAAA\u{1B}\\d\u{1B}cE\u{1B}(0f\u{1B}[5;5Hg\u{7}\u{9B}h\u{202E}\u{1B}[31;\u{1B}');
		const text = await paint();
		expect(judge.rows()[0]).toBe('abcdEfg\u{FFFD}\u{FFFD}h\u{FFFD}');
		// eslint-disable-next-line no-control-regex
		expect(text.replaceAll(/\u{1B}\[[\d;?]*[A-Za-z]/gu, '')).toMatch(/^[^\u{0}-\u{1F}\u{7F}-\u{9F}]*$/u);
	});

	it('takes colours of every notation and reduces them to what the terminal has', async () => {
		const shown = async (sgr: string, colors: ColorDepth) => {
			const {compositor, paint} = open(10, 2, {colors, synchronized: false});
			compositor.frame(`\u{1B}[${sgr}mx`);
			const text = await paint();
			return /\[([\d;]*)mx/u.exec(text)?.[1] ?? '';
		};

		expect(await shown('1;38;2;255;128;0;48;5;17', 'truecolor')).toBe('1;38;2;255;128;0;48;5;17');
		expect(await shown('38:2::255:128:0', 'truecolor')).toBe('38;2;255;128;0');
		expect(await shown('38:2:255:128:0', 'truecolor')).toBe('38;2;255;128;0');
		expect(await shown('38:5:200', '256')).toBe('38;5;200');
		expect(await shown('38;2;255;128;0', '256')).toBe('38;5;208');
		expect(await shown('38;2;117;118;119', '256')).toBe('38;5;243');
		expect(await shown('38;2;250;10;10', '16')).toBe('91');
		expect(await shown('48;5;21', '16')).toBe('44');
		expect(await shown('38;5;9;48;5;2', '256')).toBe('91;42');
		expect(await shown('1;4;31;107;3', 'none')).toBe('1;3;4');
		expect(await shown('58;2;1;2;3;4:3;7', '16')).toBe('4;7');
		expect(await shown('1;2;3;4;9;31;22;23;24;29;39', '16')).toBe('');
		expect(await shown('31;0;7', '16')).toBe('7');
		expect(await shown('38;2;999;0;0;5;6;38;5', '16')).toBe('');
	});
});

describe('panes and overlays', () => {
	it('lie over the frame, cut and padded, with the grounds of their rows', async () => {
		const {compositor, judge, paint} = open(12, 4);
		compositor.frame(Array.from({length: 4}, () => '............').join('\n'));
		compositor.panes([pane(2, 1, 6, [row('too long for it', 'ok'), {spans: [{text: 'sel', style: 'bad'}], on: 'selection'}])]);
		await paint();
		expect(judge.rows()).toEqual(['............', '..too lo....', '..sel   ....', '...........']);
		const line = judge.terminal.buffer.active.getLine(2);
		expect([2, 7].map(column => line?.getCell(column)?.getBgColor())).toEqual([0x1C_3A_5C, 0x1C_3A_5C]);
		expect(line?.getCell(2)?.getFgColor()).toBe(0xFF_8F_8F);
		expect(line?.getCell(8)?.isBgDefault()).toBe(true);
	});

	it('show what a console shows', async () => {
		const {compositor, judge, paint} = open(12, 2);
		compositor.panes([pane(0, 0, 12, [[{text: 'ls', sgr: '1;38;5;200;44'}, {text: ' x', style: 'ok'}]])]);
		await paint();
		expect(judge.terminal.buffer.active.getLine(0)?.getCell(0)?.getFgColor()).toBe(200);
		expect(judge.terminal.buffer.active.getLine(0)?.getCell(3)?.getFgColor()).toBe(0x7B_D3_89);
	});

	it('are clipped by dialogs, except those that lie higher', async () => {
		const {compositor, judge, paint} = open(10, 3);
		compositor.frame('0123456789\n0123456789\n0123456789');
		compositor.panes([pane(0, 0, 10, [row('aaaaaaaaaa'), row('bbbbbbbbbb')]), pane(4, 1, 2, [row('zz')], 2)]);
		compositor.overlays([{
			rect: {
				column: 3, row: 0, width: 4, height: 3,
			},
		}]);
		await paint();
		expect(judge.rows()).toEqual(['aaa3456aaa', 'bbb3zz6bbb', '012345678']);
		compositor.overlays([]);
		await paint();
		expect(judge.rows()).toEqual(['aaaaaaaaaa', 'bbbbzzbbbb', '012345678']);
	});

	it('leave blanks of wide characters that an edge cuts', async () => {
		const {compositor, judge, paint} = open(12, 3);
		compositor.frame('订单服务订单\n订单服务订单\n订单服务订单');
		compositor.panes([pane(3, 0, 5, [row('你好吗'), row('x')])]);
		await paint();
		expect(judge.rows()).toEqual(['订 你好 订单', '订 x    订单', '订单服务订']);
		compositor.overlays([{
			rect: {
				column: 4, row: 0, width: 3, height: 1,
			},
		}]);
		await paint();
		expect(judge.rows()[0]).toBe('订  服  订单');
	});

	it('may stand outside of the screen', async () => {
		const {compositor, judge, paint} = open(6, 2);
		compositor.frame('ffffff\nffffff');
		compositor.panes([pane(4, 1, 9, [row('pane'), row('below')]), pane(9, 9, 3, [row('x')]), pane(0, 0, 0, [row('x')]), pane(0, -1, 2, [row('up'), row('ok')])]);
		compositor.overlays([{
			rect: {
				column: -3, row: -3, width: 2, height: 99,
			},
		}]);
		await paint();
		expect(judge.rows()).toEqual(['okffff', 'ffffp']);
	});

	it('show control characters, and never obey them', async () => {
		const {compositor, judge, paint} = open(30, 3);
		compositor.panes([pane(0, 0, 30, [row('a\u{1B}[2Jb\tc\u{7}d\u{9B}e\u{202E}f\u{0}g\u{7F}\u{D800}'), row('e\u{301}\u{302}\u{303}\u{304}\u{305}x 👩‍👧 ❤️!')])]);
		const text = await paint();
		expect(judge.rows().slice(0, 2)).toEqual(['a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}f\u{FFFD}g\u{FFFD}\u{FFFD}', 'e\u{301}\u{302}\u{303}x 👩👧 ❤!']);
		// eslint-disable-next-line no-control-regex
		expect(text.replaceAll(/\u{1B}\[[\d;?]*[A-Za-z]/gu, '')).toMatch(/^[^\u{0}-\u{1F}\u{7F}-\u{9F}\u{202E}]*$/u);
		expect(text).not.toContain('\u{200D}');
		expect(text).not.toContain('\u{FE0F}');
	});
});

describe('bytes', () => {
	const full = (mark: string): Pane => pane(0, 1, 200, Array.from({length: 48}, (_, index) => [{text: `${index} `.repeat(30), style: 'ok'}, {text: index === 20 ? mark : 'x', style: 'bad'}]));

	it('are none when nothing changed', async () => {
		const {compositor, paint} = open(200, 50);
		compositor.frame('frame');
		compositor.panes([full('x')]);
		compositor.cursor({column: 3, row: 3});
		expect(await paint()).not.toBe('');
		compositor.frame('frame');
		compositor.panes([full('x')]);
		compositor.overlays([]);
		compositor.cursor({column: 3, row: 3});
		compositor.theme(theme);
		expect(await paint()).toBe('');
		expect(await paint()).toBe('');
	});

	it.each([undefined, {column: 199, row: 48}])('are few when one cell at 200×50 changed, with the cursor at %j', async cursor => {
		const {compositor, paint} = open(200, 50);
		compositor.panes([full('x')]);
		compositor.cursor(cursor);
		await paint();
		compositor.panes([full('订')]);
		const text = await paint();
		expect(text).toContain('订');
		expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100);
	});

	it('are those of one frame for the terminal, if it knows what that is', async () => {
		const {compositor, paint} = open(20, 3);
		compositor.frame('x');
		const text = await paint();
		expect([text.slice(0, 8), text.slice(-8)]).toEqual(['\u{1B}[?2026h', '\u{1B}[?2026l']);
		const plain = open(20, 3, {synchronized: false});
		plain.compositor.frame('x');
		expect(await plain.paint()).not.toContain('2026');
	});

	it('erase in place and never behind the end of a row', async () => {
		const {compositor, judge, paint} = open(40, 3);
		compositor.frame(`${'#'.repeat(40)}\n${'#'.repeat(40)}\n${'#'.repeat(40)}`);
		await paint();
		compositor.frame(`${'a'.repeat(40)}\nb${' '.repeat(30)}c\n`);
		const text = await paint();
		expect(judge.rows()).toEqual(['a'.repeat(40), `b${' '.repeat(30)}c`, '']);
		expect(text).not.toMatch(/\[\d*[JK]/u);
		expect(text.length).toBeLessThan(120);
	});

	it('never fill the last cell', async () => {
		const {compositor, judge, paint} = open(8, 2);
		compositor.frame('xxxxxxxx\nxxxxxxxx');
		compositor.panes([pane(0, 1, 8, [{spans: [{text: '订单服务'}], on: 'header'}])]);
		await paint();
		expect(judge.rows()).toEqual(['xxxxxxxx', '订单服 ']);
		expect(judge.terminal.buffer.active.getLine(1)?.getCell(7)?.isBgDefault()).toBe(true);
		expect(judge.terminal.buffer.active.baseY).toBe(0);
	});

	it('say the place again after a character on whose width terminals disagree', async () => {
		const {compositor, paint} = open(20, 2);
		compositor.frame('a😀b订c');
		expect(await paint()).toContain('a😀\u{1B}[1;4Hb订c');
	});
});

describe('cursor', () => {
	it('is hidden until it has a place, and is where it belongs after every paint', async () => {
		const {compositor, judge, paint} = open(20, 4);
		compositor.frame('one');
		await paint();
		expect(judge.cursor().isShown).toBe(false);
		compositor.cursor({column: 5, row: 2});
		await paint();
		expect(judge.cursor()).toEqual({column: 5, row: 2, isShown: true});
		compositor.frame('two');
		expect(await paint()).not.toContain('?25');
		expect(judge.cursor()).toEqual({column: 5, row: 2, isShown: true});
		compositor.cursor({column: 0, row: 0});
		expect(Buffer.byteLength(await paint())).toBeLessThan(30);
		expect(judge.cursor()).toEqual({column: 0, row: 0, isShown: true});
		compositor.cursor(undefined);
		await paint();
		expect(judge.cursor().isShown).toBe(false);
	});

	it('does not run over a frame that appears piece by piece', async () => {
		const {compositor, judge, paint} = open(20, 4, {synchronized: false});
		compositor.cursor({column: 1, row: 1});
		await paint();
		compositor.frame('changed');
		const text = await paint();
		expect([text.slice(0, 6), text.slice(-6)]).toEqual(['\u{1B}[?25l', '\u{1B}[?25h']);
		expect(judge.cursor()).toEqual({column: 1, row: 1, isShown: true});
	});

	it('is shown again after something else was on the screen', async () => {
		const {compositor, judge, paint} = open(20, 4);
		compositor.cursor({column: 1, row: 1});
		await paint();
		await judge.write('\u{1B}[?25l\u{1B}[2J\u{1B}[3;3Hgarbage');
		compositor.resize(20, 4);
		await paint();
		expect(judge.cursor()).toEqual({column: 1, row: 1, isShown: true});
		expect(judge.rows()).toEqual(['', '', '', '']);
	});
});

describe('budget', () => {
	it('writes about so much, and the rest the next times, every row in its turn', async () => {
		const {compositor, judge, paint, written} = open(100, 30);
		await paint();
		const show = (mark: string) => {
			compositor.panes([pane(0, 0, 100, Array.from({length: 30}, (_, index) => row(`${mark} ${index} `.repeat(9))))]);
		};

		show('old');
		await paint();
		show('new');
		let paints = 1;
		while (!compositor.paint({budget: 300}).isComplete) {
			expect(Buffer.byteLength(written.at(-1) ?? '')).toBeLessThan(500);
			expect(paints++).toBeLessThan(30);
		}

		expect(paints).toBeGreaterThan(3);
		expect(compositor.paint()).toEqual({bytes: 0, isComplete: true});
		await judge.write(written.slice(2).join(''));
		expect(judge.rows().every(text => text.startsWith('new'))).toBe(true);
	});

	it('reaches the same screen however small it is', async () => {
		const {compositor, judge, written} = open(60, 20);
		const rows = Array.from({length: 20}, (_, index) => row(`订单 ${index} `.repeat(12), 'warn'));
		compositor.panes([pane(0, 0, 60, rows)]);
		for (let paints = 0; !compositor.paint({budget: 1}).isComplete; paints++) {
			expect(paints).toBeLessThan(30);
		}

		await judge.write(written.join(''));
		const whole = open(60, 20);
		whole.compositor.panes([pane(0, 0, 60, rows)]);
		await whole.paint();
		expect(judge.cells()).toEqual(whole.judge.cells());
	});

	it('may be kept for keys: patient panes stay as they are, under dialogs too', async () => {
		const {compositor, judge, paint} = open(20, 3);
		const show = (mark: string) => {
			compositor.frame(`${mark.repeat(20)}\n${mark.repeat(20)}\n${mark.repeat(20)}`);
			compositor.panes([{...pane(2, 0, 8, [row(`stream ${mark}`), row(`stream ${mark}`)]), isPatient: true}, pane(12, 0, 6, [row(`key ${mark}`)])]);
		};

		show('a');
		await paint();
		show('b');
		compositor.overlays([{
			rect: {
				column: 6, row: 1, width: 2, height: 2,
			},
		}]);
		await paint({areStreamsHeld: true});
		expect(judge.rows()).toEqual(['bbstream abbkey b bb', 'bbstrebb abbbbbbbbbb', 'bbbbbbbbbbbbbbbbbbb']);
		compositor.overlays([]);
		expect(compositor.paint({areStreamsHeld: true})).toMatchObject({isComplete: false});
		expect(await paint()).toContain('b');
		expect(judge.rows()).toEqual(['bbstream bbbkey b bb', 'bbstream bbbbbbbbbbb', 'bbbbbbbbbbbbbbbbbbb']);
		expect(await paint()).toBe('');
	});
});

describe('many looks', () => {
	it('do not fill the memory: a console of all colours is drawn anew now and then', async () => {
		const {compositor, judge, paint} = open(40, 3);
		let clears = 0;
		for (let index = 0; index < 40_000; index += 40) {
			compositor.panes([pane(0, 0, 40, [Array.from({length: 40}, (_, at) => ({text: 'x', sgr: `38;2;${(index + at) >> 8};${(index + at) & 255};7`}))])]);
			clears += (await paint()).includes('[2J') ? 1 : 0;
		}

		expect(clears).toBeGreaterThan(1);
		expect(clears).toBeLessThan(5);
		expect(judge.rows()[0]).toBe('x'.repeat(40));
		expect(judge.terminal.buffer.active.getLine(0)?.getCell(39)?.getFgColor()).toBe(((39_999 >> 8) << 16) | ((39_999 & 255) << 8) | 7);
	});
});

describe('any sequence of scenes', () => {
	const columns = 24;
	const rows = 7;
	const pieces = ['a', 'Z', ' ', '   ', '订', '单', '😀', 'e\u{301}', '│', '\u{1B}', '\t', '\u{202E}', '\u{301}', ' '.repeat(14), 'words'];
	const text = fc.array(fc.constantFrom(...pieces), {maxLength: 9}).map(all => all.join(''));
	const sgr = fc.constantFrom('', '', '1', '31', '38;5;200', '7', '4;32', '48;2;1;2;3', '1;3;9;38;2;200;1;1;44');
	const style = fc.constantFrom<Style | undefined>(undefined, 'ok', 'bad', 'title', 'focus', 'selection', 'match', 'hue5');
	const rect = fc.record({
		column: fc.nat(columns), row: fc.nat(rows), width: fc.nat(columns), height: fc.nat(rows),
	});
	const paneRow = fc.oneof(
		fc.array(fc.record({text, style}), {maxLength: 3}),
		fc.array(fc.record({text, sgr}), {maxLength: 3}),
		fc.record({spans: fc.array(fc.record({text, style}), {maxLength: 3}), on: fc.constantFrom('selection' as const, 'header' as const)}),
	);
	const scenes = fc.array(fc.record({
		frame: fc.array(fc.array(fc.record({text: text.map(value => value.replaceAll('\u{1B}', '^')), sgr}), {maxLength: 3}), {maxLength: rows}),
		panes: fc.array(fc.record({
			rect, rows: fc.array(paneRow, {maxLength: rows}), z: fc.constantFrom(undefined, 0, 1, 2), isPatient: fc.boolean(),
		}), {maxLength: 4}),
		overlays: fc.array(fc.record({rect, z: fc.constantFrom(undefined, 0, 3)}), {maxLength: 2}),
		cursor: fc.option(fc.record({column: fc.nat(columns - 1), row: fc.nat(rows - 1)}), {nil: undefined}),
		budget: fc.constantFrom(undefined, undefined, 1, 60),
		areStreamsHeld: fc.boolean(),
	}), {minLength: 1, maxLength: 6});

	const show = ({compositor}: Screen, {frame, panes, overlays}: Scene) => {
		compositor.frame(frameText(frame));
		compositor.panes(panes);
		compositor.overlays(overlays);
	};

	it('looks as if each cell was drawn by itself', async () => {
		await fc.assert(fc.asyncProperty(scenes, fc.boolean(), async (sequence, synchronized) => {
			const screen = open(columns, rows, {synchronized});
			for (const {cursor, budget, areStreamsHeld, ...scene} of sequence) {
				show(screen, scene);
				screen.compositor.cursor(cursor);
				await screen.paint({budget, areStreamsHeld});
			}

			// Whatever a budget left out is drawn now.
			await screen.paint();
			const [last] = sequence.slice(-1);
			const slow = createJudge(columns, rows);
			await slow.write(last === undefined ? '' : drawSlowly(last, {columns, rows}, theme));
			expect(screen.judge.cells()).toEqual(slow.cells());
			expect(screen.judge.cursor()).toMatchObject(last?.cursor === undefined ? {isShown: false} : {...last.cursor, isShown: true});
			expect(screen.judge.terminal.buffer.active.baseY).toBe(0);
			expect(screen.written.join('')).not.toMatch(/\[\d*K/u);

			const fresh = open(columns, rows);
			show(fresh, last ?? {frame: [], panes: [], overlays: []});
			await fresh.paint();
			expect(fresh.judge.cells()).toEqual(slow.cells());
		}), {numRuns: 150});
	});

	it('survives 200 random sizes, one after the other', async () => {
		const sizes = fc.sample(fc.record({columns: fc.integer({min: 1, max: 300}), rows: fc.integer({min: 1, max: 100})}), {numRuns: 200, seed: 4});
		const screen = open(80, 24);
		// A main screen would keep lines that a smaller size pushes out of it.
		await screen.judge.write('\u{1B}[?1049h');
		for (const [index, size] of sizes.entries()) {
			const fresh = open(size.columns, size.rows);
			screen.compositor.resize(size.columns, size.rows);
			screen.judge.resize(size.columns, size.rows);
			for (const {compositor, paint} of [screen, fresh]) {
				compositor.frame(Array.from({length: size.rows}, (_, line) => `${index} 订单 ${line} `.repeat(20)).join('\n'));
				compositor.panes([pane(3, 1, 50, Array.from({length: 30}, (_, line) => row(`单${index}:${line} `.repeat(9), 'ok')))]);
				await paint();
			}

			expect(screen.judge.rows()).toEqual(fresh.judge.rows());
		}
	});
});
