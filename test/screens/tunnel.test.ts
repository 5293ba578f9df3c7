import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	mkdtemp, readdir, readFile, rm,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import type {HeldFolder} from '../../source/core/client/files/output-folder.js';
import {startTunnelServer} from '../servers/tunnel-server.js';
import {openStage, type Stage} from './stage.js';

describe('a tunnel server on the screen', () => {
	it('says which source gave the list, and which switch is missing', async () => {
		await using server = await startTunnelServer();
		await using stage = await openStage({endpoints: [server.endpoint], columns: 200});
		await stage.until('demo_math1');
		await stage.until(/agents from its list of applications · its actuator asks for a login/u);
	});

	it('says it whole where nothing is listed, in the language of the screen', async () => {
		await using server = await startTunnelServer({detailPages: false});
		await using stage = await openStage({endpoints: [server.endpoint], language: 'zh'});
		await stage.until(text => text.includes('请用 --agent ID 指定') && text.includes('--arthas.enable-detail-pages=true'));
	});

	it('has an agent that is known by its id alone, and runs a command on it', async () => {
		await using server = await startTunnelServer({detailPages: false});
		await using stage = await openStage({endpoints: [`${server.endpoint}&agent=demo_math1`]});
		await stage.until('demo_math1');
		stage.press(':');
		stage.type('version');
		await stage.until('run on demo_math1');
		stage.press('enter');
		await stage.until('4.1.5');
		expect(server.commands).toContain('version');
	});
});

/** The files of a JVM of this host, which need no server. */
function straight(): HeldFolder {
	const bytes = Buffer.from('<p>straight');
	return {
		list: async () => ({
			entries: [{
				name, isFolder: false, sizeBytes: bytes.length, modified: null,
			}], limits: {isOnHeap: false},
		}),
		open: async () => ({
			offset: 0, totalBytes: bytes.length, canResume: false, body: Readable.from([bytes]),
		}),
		[Symbol.asyncDispose]: async () => undefined,
	};
}

const name = '20261122-011520.html';

/** Runs what writes a file, and reads its result, which is where the keys for files hold. */
async function onWritten(filesOf: (() => HeldFolder) | undefined, act: (stage: Stage, into: string) => Promise<void>): Promise<void> {
	const into = await mkdtemp(path.join(tmpdir(), 'arthas-tui-files-'));
	try {
		const output = {files: {[name]: '<p>flame'}};
		await using server = await startTunnelServer({
			agents: [{id: 'demo_math1', output, lines: {'profiler stop': ['OK', `profiler output file: /app/arthas-output/${name}`]}}],
		});
		let time = Date.now();
		await using stage = await openStage({
			endpoints: [server.endpoint], origin: {source: 'given', filesOf}, now: () => time, columns: 200,
		});
		await stage.until('demo_math1');
		stage.press('enter');
		await stage.until('a command for demo_math1');
		stage.type('profiler stop');
		stage.press('enter');
		await stage.until('This changes demo_math1');
		time += 2000;
		stage.press('enter');
		await stage.until('profiler output file');
		stage.press('esc');
		await stage.until('fetch file');
		await act(stage, into);
	} finally {
		await rm(into, {recursive: true, force: true});
	}
}

function fetchInto(stage: Stage, into: string): void {
	stage.press(':');
	stage.type(`result.fetch ${into}`);
	stage.press('enter');
}

describe('a file that a command wrote', () => {
	it.each([
		['through the tunnel', '<p>flame', undefined],
		['the shorter way where there is one', '<p>straight', straight],
	])('comes %s by a key, and it is told where it lies', async (_, content, filesOf) => {
		await onWritten(filesOf, async (stage, into) => {
			fetchInto(stage, into);
			await stage.until(/fetched: .*20261122-011520\.html, 0\.0 MiB/u);
			expect(await readFile(path.join(into, name), 'utf8')).toBe(content);
		});
	});

	it.each([
		['ctrl-c', (stage: Stage) => {
			stage.press('ctrl-c');
		}],
		['the palette', (stage: Stage) => {
			stage.press(':');
			stage.type('fetch-end');
			stage.press('enter');
		}],
	])('is given up by %s: what came is kept, told, and gone on with', async (_, end) => {
		const seen: Seen = {offsets: [], isHalf: false};
		await onWritten(() => slow(seen), async (stage, into) => {
			fetchInto(stage, into);
			await stage.until('1 running');
			await stage.until(() => seen.isHalf);
			stage.press('D');
			await stage.until(':fetch-end ends that');
			end(stage);
			await stage.until(/ended: 20261122-011520\.html · D again goes on from 0\.0 MiB, which lie in/u);
			expect(stage.text()).not.toContain('1 running');
			expect(await readdir(into)).toEqual([expect.stringMatching(/^20261122-011520\.html\.[\da-f]{8}\.part$/u)]);
			fetchInto(stage, into);
			await stage.until('fetched:');
			expect(await readFile(path.join(into, name), 'utf8')).toBe('<p>half and half');
			expect(seen.offsets).toEqual([0, 7]);
		});
	});

	it('is asked about before the program is left, and ends with it', async () => {
		await onWritten(() => slow({offsets: [], isHalf: false}), async (stage, into) => {
			fetchInto(stage, into);
			await stage.until('1 running');
			stage.press(':');
			stage.type('app.quit');
			stage.press('enter');
			await stage.until(/Before you leave: 1 still running\s[\s\S]*fetch 20261122-011520\.html/u);
		});
	});
});

type Seen = {offsets: number[]; isHalf: boolean};

/** Brings seven bytes and then no more, unless it is gone on with. */
function slow(seen: Seen): HeldFolder {
	const bytes = Buffer.from('<p>half and half');
	return {
		list: async () => ({
			entries: [{
				name, isFolder: false, sizeBytes: bytes.length, modified: 'today',
			}], limits: {isOnHeap: false},
		}),
		async open(_name, offset, signal) {
			seen.offsets.push(offset);
			return {
				offset, totalBytes: bytes.length, canResume: true,
				body: (async function * () {
					yield bytes.subarray(offset, offset === 0 ? 7 : undefined);
					if (offset === 0) {
						seen.isHalf = true;
						signal.throwIfAborted();
						await once(signal, 'abort');
						signal.throwIfAborted();
					}
				})(),
			};
		},
		[Symbol.asyncDispose]: async () => undefined,
	};
}
