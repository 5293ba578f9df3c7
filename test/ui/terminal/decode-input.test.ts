import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createInputDecoder, type InputEvent} from '../../../source/ui/terminal/decode-input.js';

const escape = '\u{1B}';

/** All events of an input that comes in these pieces, after which nothing comes. */
function decode(...chunks: Array<string | Uint8Array>): InputEvent[] {
	const decoder = createInputDecoder();
	const events = chunks.flatMap(chunk => decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
	return [...events, ...decoder.flush()];
}

const names = (...chunks: string[]) => decode(...chunks).map(event => event.kind === 'key' ? event.name : event.kind);
const paste = (text: string, bytes = Buffer.byteLength(text)) => ({kind: 'paste', text, bytes});
const mouse = (action: string, button: number, column: number, row: number, held: {ctrl?: boolean; alt?: boolean; shift?: boolean} = {}) => ({
	kind: 'mouse', action, button, column, row, ctrl: false, alt: false, shift: false, ...held,
});

const keys: Array<[sent: string, name: string]> = [
	['a', 'a'],
	['A', 'A'],
	['?', '?'],
	[' ', 'space'],
	['é', 'é'],
	['订', '订'],
	['😀', '😀'],
	['\r', 'enter'],
	['\t', 'tab'],
	['\u{7F}', 'backspace'],
	['\b', 'backspace'],
	['\n', 'ctrl-j'],
	['\0', 'ctrl-space'],
	['\u{1}', 'ctrl-a'],
	['\u{17}', 'ctrl-w'],
	['\u{1C}', 'ctrl-\\'],
	['\u{1D}', 'ctrl-]'],
	['\u{1E}', 'ctrl-^'],
	['\u{1F}', 'ctrl-_'],
	['\u{1B}', 'esc'],
	['\u{1B}a', 'alt-a'],
	['\u{1B}A', 'alt-A'],
	['\u{1B}é', 'alt-é'],
	['\u{1B}😀', 'alt-😀'],
	['\u{1B} ', 'alt-space'],
	['\u{1B}\r', 'alt-enter'],
	['\u{1B}\u{7F}', 'alt-backspace'],
	['\u{1B}\u{17}', 'ctrl-alt-w'],
	['\u{1B}[', 'alt-['],
	['\u{1B}O', 'alt-O'],
	['\u{1B}]', 'alt-]'],
	['\u{1B}P', 'alt-P'],
	['\u{1B}_', 'alt-_'],
	// xterm, in both modes of the cursor keys, and with modifiers
	['\u{1B}[A', 'up'],
	['\u{1B}[B', 'down'],
	['\u{1B}[C', 'right'],
	['\u{1B}[D', 'left'],
	['\u{1B}[H', 'home'],
	['\u{1B}[F', 'end'],
	['\u{1B}OA', 'up'],
	['\u{1B}OB', 'down'],
	['\u{1B}OC', 'right'],
	['\u{1B}OD', 'left'],
	['\u{1B}OH', 'home'],
	['\u{1B}OF', 'end'],
	['\u{1B}[1;2A', 'shift-up'],
	['\u{1B}[1;3D', 'alt-left'],
	['\u{1B}[1;5C', 'ctrl-right'],
	['\u{1B}[1;8B', 'ctrl-alt-shift-down'],
	['\u{1B}[1;9A', 'meta-up'],
	['\u{1B}[2~', 'insert'],
	['\u{1B}[3~', 'delete'],
	['\u{1B}[5~', 'pageup'],
	['\u{1B}[6~', 'pagedown'],
	['\u{1B}[3;5~', 'ctrl-delete'],
	['\u{1B}[5;3~', 'alt-pageup'],
	['\u{1B}OP', 'f1'],
	['\u{1B}OQ', 'f2'],
	['\u{1B}OR', 'f3'],
	['\u{1B}OS', 'f4'],
	['\u{1B}[15~', 'f5'],
	['\u{1B}[17~', 'f6'],
	['\u{1B}[21~', 'f10'],
	['\u{1B}[23~', 'f11'],
	['\u{1B}[24~', 'f12'],
	['\u{1B}[1;2P', 'shift-f1'],
	['\u{1B}[1;5R', 'ctrl-f3'],
	['\u{1B}[17;2~', 'shift-f6'],
	['\u{1B}[24;6~', 'ctrl-shift-f12'],
	['\u{1B}[R', 'f3'],
	['\u{1B}[Z', 'shift-tab'],
	['\u{1B}[1;6Z', 'ctrl-shift-tab'],
	['\u{1B}[E', 'begin'],
	['\u{1B}[27;5;9~', 'ctrl-tab'],
	['\u{1B}[27;2;13~', 'shift-enter'],
	['\u{1B}[27;6;97~', 'ctrl-shift-a'],
	['\u{1B}[27;5;105~', 'ctrl-i'],
	// older xterms and konsole put the modifier after SS3
	['\u{1B}O5A', 'ctrl-up'],
	['\u{1B}O2P', 'shift-f1'],
	// keypad in application mode
	['\u{1B}OM', 'enter'],
	['\u{1B}Ok', '+'],
	['\u{1B}Om', '-'],
	['\u{1B}Oo', '/'],
	['\u{1B}Op', '0'],
	['\u{1B}Oy', '9'],
	// Linux console, screen and tmux
	['\u{1B}[[A', 'f1'],
	['\u{1B}[[E', 'f5'],
	['\u{1B}[1~', 'home'],
	['\u{1B}[4~', 'end'],
	['\u{1B}[25~', 'f13'],
	['\u{1B}[34~', 'f20'],
	// rxvt
	['\u{1B}[7~', 'home'],
	['\u{1B}[8~', 'end'],
	['\u{1B}[11~', 'f1'],
	['\u{1B}[14~', 'f4'],
	['\u{1B}[a', 'shift-up'],
	['\u{1B}[d', 'shift-left'],
	['\u{1B}Oa', 'ctrl-up'],
	['\u{1B}Oc', 'ctrl-right'],
	['\u{1B}[5$', 'shift-pageup'],
	['\u{1B}[5^', 'ctrl-pageup'],
	['\u{1B}[3@', 'ctrl-shift-delete'],
	['\u{1B}\u{1B}[A', 'alt-up'],
	['\u{1B}\u{1B}Oa', 'ctrl-alt-up'],
	['\u{1B}\u{1B}[5~', 'alt-pageup'],
	// kitty
	['\u{1B}[97u', 'a'],
	['\u{1B}[97;5u', 'ctrl-a'],
	['\u{1B}[97;3u', 'alt-a'],
	['\u{1B}[97;2u', 'A'],
	['\u{1B}[97:65;2u', 'A'],
	['\u{1B}[49:33;2u', '!'],
	['\u{1B}[49;2;33u', '!'],
	['\u{1B}[97;6u', 'ctrl-shift-a'],
	['\u{1B}[27u', 'esc'],
	['\u{1B}[13;2u', 'shift-enter'],
	['\u{1B}[9;5u', 'ctrl-tab'],
	['\u{1B}[127;3u', 'alt-backspace'],
	['\u{1B}[32;5u', 'ctrl-space'],
	['\u{1B}[57399u', '0'],
	['\u{1B}[57414u', 'enter'],
	['\u{1B}[57417u', 'left'],
	['\u{1B}[57376u', 'f13'],
	['\u{1B}[57398u', 'f35'],
	['\u{1B}[97;65u', 'a'],
	['\u{1B}[97;1:2u', 'a'],
	['\u{1B}[1;5:1A', 'ctrl-up'],
	['\u{1B}[8364u', '€'],
	['\u{1B}[97;9u', 'meta-a'],
];

describe('keys', () => {
	it.each(keys)('%j is %s', (sent, name) => {
		expect(names(sent)).toEqual([name]);
	});

	it('says what a key types, and what was sent', () => {
		expect(decode('A😀 ')).toEqual([
			{
				kind: 'key', name: 'A', text: 'A', raw: 'A',
			},
			{
				kind: 'key', name: '😀', text: '😀', raw: '😀',
			},
			{
				kind: 'key', name: 'space', text: ' ', raw: ' ',
			},
		]);
		expect(decode('\u{1B}[1;5A\u{1B}x\r')).toEqual([
			{kind: 'key', name: 'ctrl-up', raw: '\u{1B}[1;5A'},
			{kind: 'key', name: 'alt-x', raw: '\u{1B}x'},
			{kind: 'key', name: 'enter', raw: '\r'},
		]);
		expect(decode('\u{1B}[97;2u')).toEqual([{
			kind: 'key', name: 'A', text: 'A', raw: '\u{1B}[97;2u',
		}]);
	});

	it('gives keys without a meaning, and keys that come up, no event', () => {
		expect(decode('\u{1B}[97;1:3u\u{1B}[1;1:3A\u{1B}[57441u\u{1B}[99~\u{1B}[Y\u{85}')).toEqual([]);
	});
});

describe('Escape', () => {
	it('waits for the caller to say that nothing follows', () => {
		const decoder = createInputDecoder();
		expect(decoder.push(Buffer.from(escape))).toEqual([]);
		expect(decoder.isWaiting()).toBe(true);
		expect(decoder.flush()).toEqual([{kind: 'key', name: 'esc', raw: escape}]);
		expect(decoder.isWaiting()).toBe(false);
	});

	it('is not part of what the terminal answers right after it', () => {
		expect(decode('\u{1B}\u{1B}[0n')).toEqual([{kind: 'key', name: 'esc', raw: escape}, {kind: 'reply', text: '\u{1B}[0n'}]);
		expect(names('\u{1B}\u{1B}[<0;1;1M')).toEqual(['esc', 'mouse']);
		expect(names('\u{1B}\u{1B}[200~x\u{1B}[201~')).toEqual(['esc', 'paste']);
	});

	it('is a key each time when it is held down', () => {
		expect(names('\u{1B}\u{1B}\u{1B}')).toEqual(['esc', 'esc', 'esc']);
		expect(names('\u{1B}\u{1B}\u{1B}[A')).toEqual(['esc', 'alt-up']);
		expect(decode(escape.repeat(100_000))).toHaveLength(100_000);
	});

	it('leaves an unfinished sequence alone for ten seconds, so that no rest of it acts as keys', () => {
		const decoder = createInputDecoder();
		decoder.push(Buffer.from('\u{1B}[1;'));
		expect(decoder.flush()).toEqual([]);
		expect(decoder.push(Buffer.from('5A'))).toMatchObject([{name: 'ctrl-up'}]);
		decoder.push(Buffer.from('\u{1B}[1;'));
		expect(decoder.flush(10_000)).toEqual([]);
		expect(decoder.isWaiting()).toBe(false);
		expect(decoder.push(Buffer.from('q'))).toMatchObject([{name: 'q'}]);
	});
});

describe('mouse', () => {
	it.each([
		['\u{1B}[<0;10;5M', mouse('press', 0, 10, 5)],
		['\u{1B}[<0;10;5m', mouse('release', 0, 10, 5)],
		['\u{1B}[<2;300;100M', mouse('press', 2, 300, 100)],
		['\u{1B}[<32;11;5M', mouse('drag', 0, 11, 5)],
		['\u{1B}[<64;1;1M', mouse('wheel-up', 0, 1, 1)],
		['\u{1B}[<65;1;1M', mouse('wheel-down', 0, 1, 1)],
		['\u{1B}[<16;1;1M', mouse('press', 0, 1, 1, {ctrl: true})],
		['\u{1B}[<28;1;1M', mouse('press', 0, 1, 1, {ctrl: true, alt: true, shift: true})],
		['\u{1B}[M !!', mouse('press', 0, 1, 1)],
		['\u{1B}[M#*%', mouse('release', 0, 10, 5)],
		['\u{1B}[M`*%', mouse('wheel-up', 0, 10, 5)],
	])('%j', (sent, event) => {
		expect(decode(sent)).toEqual([event]);
	});

	it('ignores what is no press, drag or wheel', () => {
		expect(decode('\u{1B}[<35;1;1M\u{1B}[<66;1;1M\u{1B}[<67;1;1M\u{1B}[<128;1;1M\u{1B}[<0;0;0M\u{1B}[<0;1M\u{1B}[<;;M\u{1B}[<0;1;1q')).toEqual([]);
	});
});

describe('answers of the terminal', () => {
	it.each([
		'\u{1B}[0n',
		'\u{1B}[12;40R',
		'\u{1B}[1;1R',
		'\u{1B}[?62;22c',
		'\u{1B}[>41;354;0c',
		'\u{1B}[?2026;2$y',
		'\u{1B}[8;24;80t',
		'\u{1B}[?0u',
		'\u{1B}[?997;1n',
		'\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}',
		'\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\',
		'\u{1B}P>|xterm(390)\u{1B}\\',
		'\u{1B}P1$r0m\u{1B}\\',
		'\u{1B}_Gi=1;OK\u{1B}\\',
	])('%j', reply => {
		expect(decode(reply)).toEqual([{kind: 'reply', text: reply}]);
	});

	it('are no keys when they break off', () => {
		expect(names('\u{1B}]11;rgb:\u{1B}[A')).toEqual(['up']);
		expect(names('\u{1B}]11;rgb:\u{3}q')).toEqual(['ctrl-c', 'q']);
		expect(names('\u{1B}[12;\u{3}')).toEqual(['ctrl-c']);
		expect(names('\u{1B}[12;é')).toEqual(['é']);
	});

	it('are told from letters typed with Alt', () => {
		expect(names('\u{1B}]x')).toEqual(['alt-]', 'x']);
		expect(names('\u{1B}Px')).toEqual(['alt-P', 'x']);
		expect(names('\u{1B}O!')).toEqual(['alt-O', '!']);
	});

	it('tell the focus', () => {
		expect(decode('\u{1B}[I\u{1B}[O')).toEqual([{kind: 'focus', focused: true}, {kind: 'focus', focused: false}]);
	});
});

describe('paste', () => {
	it('comes whole, with its size', () => {
		const text = 'trace demo.MathGame 订单 😀\r'.repeat(34_000);
		expect(Buffer.byteLength(text)).toBeGreaterThan(1 << 20);
		const bytes = Buffer.from(`\u{1B}[200~${text}\u{1B}[201~`);
		const chunks = Array.from({length: Math.ceil(bytes.length / 4093)}, (_, index) => bytes.subarray(index * 4093, (index + 1) * 4093));
		const [event, ...rest] = decode(...chunks);
		expect(event).toMatchObject({kind: 'paste', bytes: Buffer.byteLength(text)});
		// Not compared by `toEqual`, which would print a megabyte.
		expect(event?.kind === 'paste' && event.text === text).toBe(true);
		expect(rest).toEqual([]);
	});

	it('keeps the beginning of one that is too large, and counts all of it', () => {
		const text = '😀x'.repeat(2 << 20);
		const [event] = decode(`\u{1B}[200~${text}\u{1B}[201~`);
		expect(event).toMatchObject({kind: 'paste', bytes: Buffer.byteLength(text)});
		// The last character would have been cut in two.
		expect(event?.kind === 'paste' && event.text === text.slice(0, (4 << 20) - 1)).toBe(true);
	});

	it('holds sequences and half ends, which are text', () => {
		const text = '\u{1B}[A\u{1B}[201\u{1B}[20~\u{1B}[200~\u{1B}[201\u{3}q[201~';
		expect(decode(`\u{1B}[200~${text}\u{1B}[201~`)).toEqual([paste(text)]);
	});

	it('does not let an end inside of it turn the rest into keys', () => {
		expect(decode('\u{1B}[200~ls\u{1B}[201~; shutdown\r\u{1B}[201~q')).toMatchObject([paste('ls; shutdown\r'), {name: 'q'}]);
		expect(decode('\u{1B}[200~ls\u{1B}[201~; shutdown\r\u{1B}[200~ok\u{1B}[201~')).toEqual([paste('ls; shutdown\rok')]);
		expect(decode('\u{1B}[200~a\u{1B}[201~b\u{1B}[201~\u{1B}[A\u{1B}[201~')).toEqual([paste('ab\u{1B}[A')]);
	});

	it('is over when the terminal is silent, and answers go past it', () => {
		const decoder = createInputDecoder();
		expect(decoder.push(Buffer.from('\u{1B}[200~a\u{1B}[201~'))).toEqual([]);
		expect(decoder.push(Buffer.from('\u{1B}[0n'))).toEqual([{kind: 'reply', text: '\u{1B}[0n'}]);
		expect(decoder.push(Buffer.from('b'))).toEqual([]);
		expect(decoder.flush()).toMatchObject([paste('a'), {name: 'b'}]);
		expect(decoder.isWaiting()).toBe(false);
	});

	it('makes way for the next one, and for more keys than anybody pastes with an end inside', () => {
		expect(decode('\u{1B}[200~a\u{1B}[201~\u{1B}[200~b\u{1B}[201~')).toEqual([paste('a'), paste('b')]);
		const decoder = createInputDecoder();
		expect(decoder.push(Buffer.from(`\u{1B}[200~a\u{1B}[201~${'k'.repeat(70_000)}`))).toHaveLength(70_001);
	});

	it('is given up when its end never comes', () => {
		const decoder = createInputDecoder();
		decoder.push(Buffer.from('\u{1B}[200~abc\u{1B}[20'));
		expect(decoder.flush()).toEqual([]);
		expect(decoder.isWaiting()).toBe(true);
		expect(decoder.flush(10_000)).toEqual([paste('abc\u{1B}[20')]);
		expect(decoder.push(Buffer.from('q'))).toMatchObject([{name: 'q'}]);
	});

	it('may be empty, and its end alone means nothing', () => {
		expect(decode('\u{1B}[200~\u{1B}[201~')).toEqual([paste('')]);
		expect(decode('\u{1B}[201~q')).toMatchObject([{name: 'q'}]);
	});
});

describe('cut anywhere', () => {
	const pieces = [
		...keys.map(([sent]) => sent),
		'\u{1B}[<0;10;5M',
		'\u{1B}[M#*%',
		'\u{1B}[I',
		'\u{1B}[0n',
		'\u{1B}[?2026;2$y',
		'\u{1B}]11;rgb:0/0/0\u{1B}\\',
		'\u{1B}]11;x\u{7}',
		'\u{1B}P1$r0m\u{1B}\\',
		'\u{1B}[200~',
		'\u{1B}[201~',
		'\u{1B}[20',
		'1~',
		'订单',
		'e\u{301}',
		'\u{1B}[12;',
		'\u{9B}',
		'\u{FEFF}',
	];

	it('gives the same events for every cut in two of everything', () => {
		const bytes = Buffer.from(pieces.slice(0, 60).join('x') + pieces.slice(60).join('y'));
		const whole = decode(bytes);
		for (let cut = 1; cut < bytes.length; cut++) {
			expect(decode(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
		}
	});

	it('gives the same events for every cut of random input, sensible or garbage', () => {
		const sensible = fc.array(fc.constantFrom(...pieces), {maxLength: 12}).map(all => Buffer.from(all.join('')));
		const garbage = fc.uint8Array({maxLength: 60});
		const shards = fc.array(fc.constantFrom('\u{1B}', ...'[O]201;~$<M\\\u{7}Ru\u{90}'), {maxLength: 30}).map(all => Buffer.from(all.join('')));
		fc.assert(fc.property(fc.oneof(sensible, garbage, shards), fc.array(fc.nat(60), {maxLength: 8}), (bytes, cuts) => {
			const places = [0, ...cuts.toSorted((a, b) => a - b).map(cut => Math.min(cut, bytes.length)), bytes.length];
			const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
			expect(decode(...chunks)).toEqual(decode(bytes));
			expect(decode(...Array.from(bytes, byte => Uint8Array.of(byte)))).toEqual(decode(bytes));
		}), {numRuns: 2000});
	});

	it('keeps little of a sequence that never ends', () => {
		for (const start of ['\u{1B}[', '\u{1B}]1', '\u{1B}P1']) {
			const decoder = createInputDecoder();
			decoder.push(Buffer.from(start));
			for (let index = 0; index < 100; index++) {
				decoder.push(Buffer.from('1'.repeat(1000)));
			}

			decoder.flush(10_000);
			expect(decoder.isWaiting()).toBe(false);
		}
	});

	it('reads a megabyte of keys, and one of garbage, in little time', () => {
		const started = performance.now();
		decode(Buffer.alloc(1 << 20, 'k'));
		decode(Buffer.from(Array.from({length: 1 << 18}, (_, index) => (index * 7919) % 256)));
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
