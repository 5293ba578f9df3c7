import {Buffer} from 'node:buffer';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import type {HeldFolder} from '../../source/core/client/files/output-folder.js';
import {startTunnelServer} from '../servers/tunnel-server.js';
import {openStage} from './stage.js';

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
				name: '20261122-011520.html', isFolder: false, sizeBytes: bytes.length, modified: null,
			}], limits: {isOnHeap: false},
		}),
		open: async () => ({
			offset: 0, totalBytes: bytes.length, canResume: false, body: Readable.from([bytes]),
		}),
		[Symbol.asyncDispose]: async () => undefined,
	};
}

describe('a file that a command wrote', () => {
	it.each([
		['through the tunnel', '<p>flame', undefined],
		['the shorter way where there is one', '<p>straight', straight],
	])('comes %s by a key, and it is told where it lies', async (_, content, filesOf) => {
		const into = await mkdtemp(path.join(tmpdir(), 'arthas-tui-files-'));
		try {
			const output = {files: {'20261122-011520.html': '<p>flame'}};
			await using server = await startTunnelServer({
				agents: [{id: 'demo_math1', output, lines: {'profiler stop': ['OK', 'profiler output file: /app/arthas-output/20261122-011520.html']}}],
			});
			let time = Date.now();
			await using stage = await openStage({endpoints: [server.endpoint], origin: {source: 'given', filesOf}, now: () => time});
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
			stage.press(':');
			stage.type(`result.fetch ${into}`);
			stage.press('enter');
			await stage.until(/fetched: .*20261122-011520\.html, 0\.0 MiB/u);
			expect(await readFile(path.join(into, '20261122-011520.html'), 'utf8')).toBe(content);
		} finally {
			await rm(into, {recursive: true, force: true});
		}
	});
});
