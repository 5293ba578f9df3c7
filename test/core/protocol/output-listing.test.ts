import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {readOutputListing} from '../../../source/core/protocol/output-listing.js';
import {recordedAnswer} from '../../servers/tunnel/recordings.js';

const page = (...lines: string[]) => `<html><main>\n <pre id="contents">\n${lines.join('\n')}\n </pre></main></html>`;
const row = (name: string, rest: string) => `<a href="${name}" title="${name}">${name}</a>${rest}`;

describe('the page of an output folder', () => {
	it('is empty as it was recorded', () => {
		expect(readOutputListing(recordedAnswer('proxy-output').body)).toEqual([]);
	});

	it('names folders and files with size and time, whatever their names hold', () => {
		expect(readOutputListing(page(
			row('../', ''),
			row('sub/', '        2026-11-22 01:12:48         -      '),
			row('we"ird<x>.txt', '     2026-11-22 01:12:48         3      '),
			row('a b&c+é.html', ''),
		))).toEqual([
			{
				name: 'sub', isFolder: true, sizeBytes: null, modified: '2026-11-22 01:12:48',
			},
			{
				name: 'we"ird<x>.txt', isFolder: false, sizeBytes: 3, modified: '2026-11-22 01:12:48',
			},
			{
				name: 'a b&c+é.html', isFolder: false, sizeBytes: null, modified: null,
			},
		]);
	});

	it('tells the size of a heap dump of a gigabyte, whose digits follow those of the time', () => {
		expect(readOutputListing(page(row('x.hprof', '      2026-11-22 04:22:145368709120      ')))).toEqual([{
			name: 'x.hprof', isFolder: false, sizeBytes: 5_368_709_120, modified: '2026-11-22 04:22:14',
		}]);
	});

	it('is understood where another program escapes names or leaves out titles', () => {
		expect(readOutputListing(page('<li><a class=x href=\'a&amp;b.html\'>a&amp;b</a> 12'))).toEqual([{
			name: 'a&b.html', isFolder: false, sizeBytes: 12, modified: null,
		}]);
	});

	it.each(['..', '.', '../x', '/etc/passwd', 'sub/../../x', ''])('gives no name that is a path: %j', name => {
		expect(readOutputListing(page(row(name, '  2026-11-22 01:12:48  1')))).toEqual([]);
	});

	it.each(['', '<html><title>Sign in</title><a href="/login">here</a></html>', 'error', 'Not found'])('is no other page: %j', text => {
		expect(readOutputListing(text)).toBeUndefined();
	});

	it('takes any text and gives no path', () => {
		fc.assert(fc.property(fc.string({unit: 'binary'}), name => {
			const entries = readOutputListing(page(row(name, '  2026-11-22 01:12:48  1'))) ?? [];
			return entries.every(entry => !/^(?:\.{0,2})$|\//u.test(entry.name));
		}));
	});

	it('is read in time, however it was made to take long', {timeout: 5000}, () => {
		const blanks = ' '.repeat(900);
		const links = '<a href="" >'.repeat(150);
		expect(readOutputListing(page(row('x', `${blanks}1${blanks}x`), row('y', `${blanks}3`), '<a href="'.repeat(100_000), `</a>${links}`))).toEqual([
			{
				name: 'x', isFolder: false, sizeBytes: null, modified: null,
			},
			{
				name: 'y', isFolder: false, sizeBytes: 3, modified: null,
			},
		]);
	});
});
