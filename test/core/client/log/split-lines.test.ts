import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {createLineSplitter, type FilePart} from '../../../../source/core/client/log/split-lines.js';

const part = (offset: number, text: string, more: Partial<FilePart> = {}): FilePart => ({
	offset, nextOffset: offset + Buffer.byteLength(text), sizeBytes: offset + Buffer.byteLength(text), text, isNewFile: false, ...more,
});

it('gives each line once with its place, however a file is cut', () => {
	const character = fc.constantFrom('a', 'é', '中', '🎉', '\n', '\r\n');
	fc.assert(fc.property(fc.array(fc.array(character, {maxLength: 6}).map(all => all.join('')), {maxLength: 12}), texts => {
		const whole = texts.join('').replaceAll('\r', '');
		const splitter = createLineSplitter({offset: 0});
		let at = 0;
		const events = texts.flatMap((text, index) => {
			const clean = text.replaceAll('\r', '');
			const found = splitter.push(part(at, clean), index === 0);
			at += Buffer.byteLength(clean);
			return found;
		});
		const lines = events.flatMap(event => event.kind === 'lines' ? event.lines : []);
		const last = splitter.flush();
		expect([...lines.map(({text}) => text), last?.text ?? ''].join('\n')).toBe(whole);
		const bytes = Buffer.from(whole);
		for (const line of [...lines, ...last ? [last] : []]) {
			expect(bytes.toString('utf8', line.offset, line.offset + Buffer.byteLength(line.text))).toBe(line.text);
		}
	}));
});

it('begins with the first whole line of a tail, and with the first of a file that is all in it', () => {
	const texts = (offset: number) => createLineSplitter({skipsFirst: true}).push(part(offset, 'rst\nsecond\nthi'), true).flatMap(event => event.kind === 'lines' ? event.lines.map(({text}) => text) : []);
	expect(texts(2)).toEqual(['second']);
	expect(texts(0)).toEqual(['rst', 'second']);
});

it('asks again from where it stood for a part that doesn\'t follow', () => {
	const splitter = createLineSplitter({offset: 0});
	splitter.push(part(0, 'one\ntw'), true);
	expect(splitter.push(part(20, 'later\n'), false)).toEqual([]);
	expect(splitter.nextOffset).toBe(6);
	expect(splitter.push(part(3, 'x\n'), false)).toEqual([]);
	expect(splitter.nextOffset).toBe(6);
	expect(splitter.push(part(6, 'o\n'), true)).toMatchObject([{kind: 'lines', lines: [{offset: 4, text: 'two'}]}]);
});

it('marks what can\'t be read any more', () => {
	const splitter = createLineSplitter({offset: 0});
	splitter.push(part(0, 'one\n'), true);
	expect(splitter.push(part(10, 'x\n'), true)).toMatchObject([{kind: 'gap', bytes: 6}, {kind: 'lines', lines: [{offset: 10, text: 'x'}]}]);
});

it('begins anew in a file that was rotated, with what the old one ended with before', () => {
	const splitter = createLineSplitter({offset: 0});
	splitter.push(part(0, 'one\ntw'), true);
	expect(splitter.push(part(0, 'new\n', {isNewFile: true}), false)).toMatchObject([
		{kind: 'lines', lines: [{offset: 4, text: 'tw'}]}, {kind: 'new-file'}, {kind: 'lines', lines: [{offset: 0, text: 'new'}]},
	]);
});

it('reads a file from its beginning that became shorter between two requests', () => {
	const splitter = createLineSplitter({offset: 0});
	splitter.push(part(0, 'one\ntwo\n'), true);
	expect(splitter.push(part(3, ''), true)).toEqual([{kind: 'new-file'}]);
	expect(splitter.nextOffset).toBe(0);
});

it('says that a file ends before the offset', () => {
	const splitter = createLineSplitter({offset: 99});
	expect(splitter.push(part(13, ''), true)).toEqual([{kind: 'short', sizeBytes: 13}]);
	expect(splitter.push(part(13, 'next\n'), false)).toMatchObject([{kind: 'lines', lines: [{offset: 13, text: 'next'}]}]);
});

it('cuts a line without end into pieces', () => {
	const splitter = createLineSplitter({offset: 0});
	const piece = '\0'.repeat(262_144);
	const events = Array.from({length: 6}, (_, index) => splitter.push(part(index * piece.length, piece), index === 0)).flat();
	expect(events).toMatchObject([{kind: 'lines', lines: [{offset: 0}]}]);
	expect(splitter.flush()?.offset).toBe(5 * piece.length);
});
