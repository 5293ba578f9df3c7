import {
	chmod, mkdir, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {findArthasHome} from '../../../../source/core/host/attach/find-arthas-home.js';

let home: string;

beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'arthas-tui-home-'));
});

afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function unpack(...parts: string[]): Promise<string> {
	const folder = path.join(home, ...parts);
	await mkdir(folder, {recursive: true});
	for (const jar of ['agent', 'core', 'spy']) {
		await writeFile(path.join(folder, `arthas-${jar}.jar`), '', {mode: 0o644});
	}

	return folder;
}

test('the folder that was named wins over the configured one, and that over the newest that the starter of Arthas fetched', async () => {
	await unpack('.arthas', 'lib', '4.1.5', 'arthas');
	const newest = await unpack('.arthas', 'lib', '4.1.10', 'arthas');
	await mkdir(path.join(home, '.arthas', 'lib', '4.2.0'));
	const [configured, named] = [await unpack('configured'), await unpack('named')];
	expect(findArthasHome(undefined, {HOME: home})).toBe(newest);
	expect(findArthasHome(undefined, {HOME: home, ARTHAS_HOME: configured})).toBe(configured);
	expect(findArthasHome(named, {HOME: home, ARTHAS_HOME: configured})).toBe(named);
});

test('where there is none it says how to get it', async () => {
	expect(() => findArthasHome(undefined, {HOME: home})).toThrow(expect.objectContaining({
		code: 'ERR_CONFIG_FILE', message: 'Arthas is not on this host', hint: expect.stringMatching(/arthas-packaging.*--arthas-home.*arthas-boot\.jar/u) as string,
	}) as Error);
	expect(() => findArthasHome(home, {HOME: home})).toThrow('holds no Arthas');
});

test('jars that everybody may change are not loaded into anything', async () => {
	const folder = await unpack('open');
	await chmod(path.join(folder, 'arthas-core.jar'), 0o666);
	expect(() => findArthasHome(folder, {})).toThrow(/other users may change .*arthas-core\.jar/u);
});
