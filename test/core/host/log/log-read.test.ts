import {
	appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {logRead} from '../../../../source/core/host/log/log-read.js';
import type {HostAnswer, HostContext} from '../../../../source/core/host/method.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'logs-'));
	mkdirSync(path.join(folder, 'app logs'));
	writeFileSync(path.join(folder, 'app logs/a.log'), 'first\nsecond\n');
	writeFileSync(path.join(folder, 'secret'), 'hidden');
});
afterEach(() => {
	rmSync(folder, {recursive: true});
});

const at = (name: string) => path.join(folder, name);
const context = (logs = [`${at('app logs')}/`], signal = new AbortController().signal): HostContext => ({signal, policy: {logs}});
const read = async (args: string, given = context()) => logRead.run(args, given);
const data = ({body}: HostAnswer) => body['data'] as {text: string; offset: number; nextOffset: number; sizeBytes: number; isNewFile: boolean};

test('the end of a file, or a part of it', async () => {
	expect(data(await read(at('app logs/a.log')))).toMatchObject({
		path: at('app logs/a.log'), offset: 0, nextOffset: 13, sizeBytes: 13, text: 'first\nsecond\n', isNewFile: false,
	});
	expect(data(await read(`-n 7 ${at('app logs/a.log')}`))).toMatchObject({offset: 6, text: 'second\n'});
	expect(data(await read(`-o 2 -n 3 ${at('app logs/a.log')}`))).toMatchObject({offset: 2, nextOffset: 5, text: 'rst'});
	expect(data(await read(`-o 99 ${at('app logs/a.log')}`))).toMatchObject({offset: 13, nextOffset: 13, text: ''});
});

test('a character is never cut: parts joined are the file', async () => {
	const text = 'a–中文🎉é\n'.repeat(5);
	writeFileSync(at('app logs/a.log'), text);
	for (const num of [4, 5, 7]) {
		let offset = 0;
		let joined = '';
		for (;;) {
			const part = data(await read(`-o ${offset} -n ${num} ${at('app logs/a.log')}`));
			joined += part.text;
			if (part.nextOffset === part.sizeBytes) {
				break;
			}

			expect(part.nextOffset).toBeGreaterThan(offset);
			offset = part.nextOffset;
		}

		expect(joined).toBe(text);
	}
});

test.each([
	['a file beside the folder', () => at('secret')],
	['a way out of it', () => at('app logs/../secret')],
	['what is not there', () => at('app logs/none')],
	['a file of the kernel', () => '/proc/self/environ'],
])('%s is refused in the same words', async (_, file) => {
	expect(await read(file())).toMatchObject({body: {retcode: 3023, message: `Permission denied: ${file()} is no log that this host shows`}, statusCode: -1});
});

test('a link in an allowed folder opens no other file', async () => {
	symlinkSync(at('secret'), at('app logs/link'));
	expect(await read(at('app logs/link'))).toMatchObject({body: {retcode: 3023}});
	expect(await read(at('app logs/link'), context([at('secret')]))).toMatchObject({body: {data: {text: 'hidden'}}});
});

test('without a policy nothing is shown, and a folder is no file', async () => {
	expect(await read(at('secret'), {signal: new AbortController().signal})).toMatchObject({body: {retcode: 3023}});
	expect(await read(at('app logs'), context([at('app logs')]))).toMatchObject({body: {retcode: 3021}});
});

test.each([
	['', 'path'],
	['a.log', 'from the root on'],
	['-o x /a', 'whole number'],
	['-n 0 /a', 'from 1 to'],
	['-n 999999999 /a', 'from 1 to'],
	['-z /a', 'unknown option'],
	['-f /a', 'connection'],
])('%j is an invalid parameter', async (args, text) => {
	const {body} = await read(args);
	expect(body).toMatchObject({retcode: 3021});
	expect(body['message']).toContain(text);
});

test('what comes is followed, through a rotation and an emptying, until the abort', async () => {
	const controller = new AbortController();
	const file = at('app logs/a.log');
	const steps = [
		() => {
			appendFileSync(file, 'third\n');
		},
		() => {
			renameSync(file, `${file}.1`);
			writeFileSync(file, 'new\n');
		},
		() => {
			truncateSync(file);
			appendFileSync(file, 'n\n');
		},
		() => {
			controller.abort();
		},
	];
	const seen: Array<[string, boolean]> = [];
	for await (const answer of logRead.watch?.(`-f -n 7 ${file}`, context(undefined, controller.signal)) ?? []) {
		seen.push([data(answer).text, data(answer).isNewFile]);
		steps.shift()?.();
	}

	expect(seen).toEqual([['second\n', false], ['third\n', false], ['new\n', true], ['n\n', true]]);
});

test('a file that is refused is not followed', async () => {
	const answers = [];
	for await (const answer of logRead.watch?.(`-f ${at('secret')}`, context()) ?? []) {
		answers.push(answer);
	}

	expect(answers).toMatchObject([{body: {retcode: 3023}}]);
});

test('it is called by members as well', async () => {
	expect(await logRead.call?.({path: at('app logs/a.log'), offset: 6, num: 3}, context())).toMatchObject({body: {data: {text: 'sec'}}});
	expect(await logRead.call?.({offset: 6}, context())).toMatchObject({body: {retcode: 3021}});
	expect(await logRead.call?.({path: at('app logs/a.log'), num: 'x'}, context())).toMatchObject({body: {retcode: 3021}});
});
