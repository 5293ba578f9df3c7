import {Buffer} from 'node:buffer';
import {writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage} from 'node:http';
import {
	mkdtemp, readdir, readFile, rm, stat, symlink, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {parseEndpoint} from '../../../../source/core/client/endpoint.js';
import {fetchFile, type FetchOptions, type FetchProgress} from '../../../../source/core/client/files/fetch-file.js';
import {openOutputFolder, type OutputFolder} from '../../../../source/core/client/files/output-folder.js';
import {createHttpClient} from '../../../../source/core/client/http.js';
import {Moments} from '../../../servers/simulation/moments.js';
import {Door} from '../../../servers/simulation/peer.js';
import {answerOutput, type OutputScript} from '../../../servers/tunnel/output-files.js';

const whole = Buffer.from(Array.from({length: 300_000}, (_, index) => (index * 7) % 251));
let into: string;

beforeEach(async () => {
	into = await mkdtemp(path.join(tmpdir(), 'arthas-tui-files-'));
});

afterEach(async () => {
	await rm(into, {recursive: true, force: true});
});

type Meeting = {get: (name: string, options?: Partial<FetchOptions>) => ReturnType<typeof fetchFile>; requests: IncomingMessage[]};

async function meet(script: OutputScript, act: (meeting: Meeting) => Promise<void>): Promise<void> {
	const requests: IncomingMessage[] = [];
	const moments = new Moments();
	const door = await new Door(createServer((request, response) => {
		requests.push(request);
		answerOutput(request.url ?? '', request, response, script);
	}), moments.notify).open();
	const endpoint = parseEndpoint(`arthas+http://127.0.0.1:${door.port}`);
	const http = createHttpClient(endpoint, {maxMessage: 1 << 20});
	const folder = openOutputFolder({http, endpoint, agent: 'math-game'});
	try {
		await act({
			requests,
			get: async (name, options) => fetchFile({
				folder, name, into, stallMs: 10_000, signal: new AbortController().signal, ...options,
			}),
		});
	} finally {
		await http.close();
		await door.shut();
		moments.end();
	}
}

test('brings a file whole, for its user alone, and tells how far it is', async () => {
	await meet({files: {'x.hprof': whole}}, async ({get}) => {
		const told: FetchProgress[] = [];
		expect(await get('x.hprof', {
			onProgress(progress) {
				told.push(progress);
			},
		})).toEqual({
			name: 'x.hprof', path: path.join(into, 'x.hprof'), bytes: whole.length, resumedAt: 0,
		});
		expect(Buffer.compare(await readFile(path.join(into, 'x.hprof')), whole)).toBe(0);
		expect(told.at(-1)).toEqual({receivedBytes: whole.length, totalBytes: whole.length});
		expect((await stat(path.join(into, 'x.hprof'))).mode & 0o077).toBe(0);
		expect(await readdir(into)).toEqual(['x.hprof']);
	});
});

/** Brings the first bytes and then loses the connection. */
async function breakOff(script: OutputScript, {get}: Meeting): Promise<Array<{path: string; bytes: number}>> {
	const kept: Array<{path: string; bytes: number}> = [];
	let cut: (() => void) | undefined;
	Object.assign(script, {
		stopsAfter: 100_000, onStop(end: () => void) {
			cut = end;
		},
	});
	await expect(get('x.hprof', {
		onProgress({receivedBytes}) {
			if (receivedBytes === 100_000) {
				cut?.();
			}
		},
		onKept(part) {
			kept.push(part);
		},
	})).rejects.toMatchObject({code: expect.stringMatching(/^ERR_CONNECT/u) as string});
	delete script.stopsAfter;
	return kept;
}

test('goes on where the server can, from the byte where it broke off', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	await meet(script, async meeting => {
		const kept = await breakOff(script, meeting);
		const left = await readdir(into);
		expect(left).toEqual([expect.stringMatching(/^x\.hprof\.[\da-f]{8}\.part$/u)]);
		expect(kept).toEqual([{path: path.join(into, left[0] ?? ''), bytes: 100_000}]);
		expect(await meeting.get('x.hprof')).toMatchObject({resumedAt: 100_000, bytes: whole.length});
		expect(meeting.requests.at(-1)?.headers.range).toBe('bytes=100000-');
		expect(Buffer.compare(await readFile(path.join(into, 'x.hprof')), whole)).toBe(0);
		expect(await readdir(into)).toEqual(['x.hprof']);
	});
});

test('begins anew where the server can\'t, and says so; a part that can\'t be gone on with is not left behind', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	await meet(script, async meeting => {
		await breakOff(script, meeting);
		script.ranges = false;
		expect(await meeting.get('x.hprof')).toMatchObject({resumedAt: null, bytes: whole.length});
		expect(Buffer.compare(await readFile(path.join(into, 'x.hprof')), whole)).toBe(0);
		await rm(path.join(into, 'x.hprof'));
		expect(await breakOff(script, meeting)).toEqual([]);
		expect(await readdir(into)).toEqual([]);
	});
});

test('brings the same file once at a time, and again when that has ended', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	await meet(script, async ({get, requests}) => {
		const second = async (then: () => void) => {
			try {
				await expect(get('x.hprof')).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('is being fetched already') as string});
			} finally {
				then();
			}
		};

		let tried: Promise<void> | undefined;
		await breakOff(script, {
			requests, get: async (name, options) => get(name, {
				...options, onProgress(progress) {
					if (progress.receivedBytes === 100_000) {
						tried = second(() => options?.onProgress?.(progress));
					}
				},
			}),
		});
		expect(tried).toBeDefined();
		await tried;
		expect(await get('x.hprof')).toMatchObject({resumedAt: 100_000, bytes: whole.length});
		expect(Buffer.compare(await readFile(path.join(into, 'x.hprof')), whole)).toBe(0);
	});
});

test('puts no two files together where one is written anew between the list and its bytes', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	await meet(script, async meeting => {
		await breakOff(script, meeting);
		await expect(meeting.get('x.hprof', {
			async agree() {
				script.files['x.hprof'] = Buffer.alloc(whole.length + 1);
			},
		})).rejects.toMatchObject({code: 'ERR_FILE', message: 'x.hprof was written anew meanwhile'});
		expect(await meeting.get('x.hprof')).toMatchObject({bytes: whole.length + 1, resumedAt: 0});
	});
});

test('ends a file that doesn\'t end by itself', async () => {
	const endless = async function * () {
		for (;;) {
			yield Buffer.alloc(1000);
		}
	};

	const folder: OutputFolder = {
		list: async () => ({
			entries: [{
				name: 'x', isFolder: false, sizeBytes: 2500, modified: null,
			}], limits: {isOnHeap: false},
		}),
		open: async () => ({
			offset: 0, totalBytes: null, canResume: true, body: endless(),
		}),
	};
	await expect(fetchFile({
		folder, name: 'x', into, stallMs: 10_000, signal: new AbortController().signal,
	})).rejects.toMatchObject({code: 'ERR_FILE', message: 'more came of x than its 2500 bytes'});
	expect(await readdir(into)).toEqual([]);
});

test('writes to nothing that lies where its part would', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	const other = path.join(into, 'other');
	await meet(script, async meeting => {
		await breakOff(script, meeting);
		const [part = ''] = await readdir(into);
		for (const text of ['mine', '']) {
			await rm(path.join(into, part), {force: true});
			await writeFile(other, text);
			await symlink(other, path.join(into, part));
			const [outcome] = await Promise.allSettled([meeting.get('x.hprof')]);
			expect(outcome).toMatchObject(text === '' ? {value: {resumedAt: 0}} : {reason: {code: 'ERR_FILE'}});
			expect(await readFile(other, 'utf8')).toBe(text);
		}
	});
});

test('goes on with no part of another file of that name', async () => {
	const script: OutputScript = {files: {'x.hprof': whole}, ranges: true};
	await meet(script, async meeting => {
		await breakOff(script, meeting);
		script.files = {'x.hprof': 'another dump, written since'};
		expect(await meeting.get('x.hprof')).toMatchObject({resumedAt: 0});
		expect(await readFile(path.join(into, 'x.hprof'), 'utf8')).toBe('another dump, written since');
	});
});

test('overwrites nothing, and asks for nothing then', async () => {
	await writeFile(path.join(into, 'x.hprof'), 'mine');
	await meet({files: {'x.hprof': whole}}, async ({get, requests}) => {
		await expect(get('x.hprof')).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('is there already') as string});
		expect(await readFile(path.join(into, 'x.hprof'), 'utf8')).toBe('mine');
		expect(requests.map(({url}) => url)).toEqual(['/arthas-output/']);
	});
});

test('what lies there at the end is not overwritten either', async () => {
	await meet({files: {'x.hprof': whole}}, async ({get}) => {
		let isWritten = false;
		await expect(get('x.hprof', {
			async agree() {
				isWritten = true;
			},
			onProgress() {
				writeFileSync(path.join(into, 'x.hprof'), 'mine');
			},
		})).rejects.toMatchObject({code: 'ERR_FILE'});
		expect(isWritten).toBe(true);
		expect(await readFile(path.join(into, 'x.hprof'), 'utf8')).toBe('mine');
	});
});

test('gives up when nothing comes any more', async () => {
	await meet({files: {'x.hprof': whole}, stopsAfter: 1000}, async ({get}) => {
		await expect(get('x.hprof', {stallMs: 50})).rejects.toMatchObject({code: 'ERR_TIMEOUT', retryable: true});
		expect(await readdir(into)).toEqual([]);
	});
});

test('is ended by its signal with that reason', async () => {
	await meet({files: {'x.hprof': whole}, stopsAfter: 1000}, async ({get}) => {
		const ending = new AbortController();
		await expect(get('x.hprof', {
			signal: ending.signal,
			onProgress() {
				ending.abort(new Error('enough'));
			},
		})).rejects.toThrow('enough');
		expect(await readdir(into)).toEqual([]);
	});
});

test.each([
	['none.txt', 'ERR_FILE'],
	['../../etc/passwd', 'ERR_USAGE'],
	['/../etc/passwd', 'ERR_USAGE'],
	['a//b', 'ERR_USAGE'],
	[String.raw`..\x`, 'ERR_USAGE'],
	['a\nb', 'ERR_USAGE'],
])('fetches no %j', async (name, code) => {
	await meet({files: {'x.hprof': whole}}, async ({get}) => {
		await expect(get(name)).rejects.toMatchObject({code});
		expect(await readdir(into)).toEqual([]);
	});
});

test('says what of the place it comes to is wrong', async () => {
	await meet({files: {'x.hprof': whole}}, async ({get}) => {
		await expect(get('x.hprof', {into: path.join(into, 'a', 'b')})).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('its folder isn\'t there') as string});
		await expect(get('x.hprof', {into: '/dev/null'})).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('no folder') as string});
	});
});

test('takes the word that an agent sends in place of a file for what it is, and a file with that word for a file', async () => {
	const big: OutputScript = {files: {'x.hprof': whole}};
	await meet(big, async ({get}) => {
		await expect(get('x.hprof', {
			async agree() {
				big.files = {'x.hprof': 'error'};
			},
		})).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('could not give x.hprof') as string});
		expect(await readdir(into)).toEqual([]);
		expect(await get('x.hprof')).toMatchObject({bytes: 5});
	});
});
