import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isArthasError} from '../../../../source/core/error.js';
import {readZip} from '../../../../source/core/host/attach/read-zip.js';
import {makeZip, type ZippedFile} from '../../../helpers/make-zip.js';

const read = (zip: Buffer) => [...readZip(zip)].map(({path, data}) => [path, data.toString()]);

test('files come out as they went in, packed or not, empty or not; folders have none of their own', () => {
	expect(read(makeZip([
		{path: 'lib/', text: '', isStored: true},
		{path: 'a.jar', text: 'x'.repeat(100_000)},
		{path: 'lib/订单.so', text: 'stored', isStored: true},
		{path: 'empty', text: ''},
	]))).toEqual([['a.jar', 'x'.repeat(100_000)], ['lib/订单.so', 'stored'], ['empty', '']]);
	expect(read(makeZip([], ''))).toEqual([]);
});

test.each<[string, ZippedFile, RegExp]>([
	['leaves its folder upwards', {path: '../evil', text: ''}, /would leave its folder/u],
	['leaves it in the middle', {path: 'a/../../evil', text: ''}, /would leave its folder/u],
	['is absolute', {path: '/etc/evil', text: ''}, /would leave its folder/u],
	['is absolute as Windows has it', {path: String.raw`c:\evil`, text: ''}, /would leave its folder/u],
	['is a link', {path: 'link', text: '/etc/passwd', says: {unixMode: 0o12_0777}}, /would leave its folder/u],
	['is encrypted', {path: 'a', text: 'x', says: {flags: 1}}, /encrypted/u],
	['is packed by what is not known', {path: 'a', text: 'x', says: {method: 12}}, /isn't known here/u],
	['is longer than it says', {path: 'a', text: 'x'.repeat(1_000_000), says: {size: 10}}, /is broken at "a"/u],
	['has another checksum', {path: 'a', text: 'x', says: {crc: 1}}, /is broken at "a"/u],
	['would fill the disk', {path: 'a', text: 'x', says: {size: 2 ** 31}}, /larger than Arthas ever was/u],
])('an entry that %s is refused', (_, file, why) => {
	expect(() => read(makeZip([file]))).toThrow(why);
});

test('zip64 is named, where its number stands for one that does not fit', () => {
	const zip = makeZip([{path: 'a', text: 'x'}], '');
	zip.writeUInt32LE(0xFF_FF_FF_FF, zip.length - 6);
	expect(() => read(zip)).toThrow(/zip64/u);
});

test('whatever is broken about a zip is a refusal, never another error, and never a changed file', () => {
	const whole = makeZip([{path: 'a', text: 'some text, some text'}, {path: 'b', text: 'more', isStored: true}], '');
	fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({min: 1, max: 255}), fc.boolean(), (at, change, isCut) => {
		const zip = isCut ? whole.subarray(0, at) : Buffer.from(whole);
		if (!isCut) {
			zip.writeUInt8(zip.readUInt8(at) ^ change, at);
		}

		try {
			for (const [, text] of read(zip)) {
				expect(['some text, some text', 'more']).toContain(text);
			}
		} catch (error) {
			expect(isArthasError(error), String(error)).toBe(true);
		}
	}));
});
