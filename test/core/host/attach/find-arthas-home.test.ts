import {
	chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {findArthasHome} from '../../../../source/core/host/attach/find-arthas-home.js';
import {makeZip, type ZippedFile} from '../../../helpers/make-zip.js';

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
	expect(await findArthasHome(undefined, {HOME: home})).toBe(newest);
	expect(await findArthasHome(undefined, {HOME: home, ARTHAS_HOME: configured})).toBe(configured);
	expect(await findArthasHome(named, {HOME: home, ARTHAS_HOME: configured})).toBe(named);
});

test('where there is none it says how to get it', async () => {
	await expect(findArthasHome(undefined, {HOME: home})).rejects.toMatchObject({
		code: 'ERR_CONFIG_FILE', message: 'Arthas is not on this host', hint: expect.stringMatching(/arthas-packaging.*--arthas-home.*arthas-boot\.jar/u) as string,
	});
	await expect(findArthasHome(home, {HOME: home})).rejects.toMatchObject({message: `${home} holds no Arthas`, hint: expect.stringContaining('mvn dependency:get') as string});
});

test('jars that everybody may change are not loaded into anything', async () => {
	const folder = await unpack('open');
	await chmod(path.join(folder, 'arthas-core.jar'), 0o666);
	await expect(findArthasHome(folder, {})).rejects.toThrow(/other users may change .*arthas-core\.jar/u);
});

test('without a folder it is the newest zip that Maven has fetched, unpacked once to a folder that nobody else may enter', async () => {
	const artefact = path.join(home, '.m2', 'repository', 'com', 'taobao', 'arthas', 'arthas-packaging');
	for (const version of ['4.1.5', '4.1.10']) {
		await mkdir(path.join(artefact, version), {recursive: true});
		await writeFile(path.join(artefact, version, `arthas-packaging-${version}-bin.zip`), makeZip(wholeArthas(version)));
	}

	await mkdir(path.join(artefact, '4.2.0'));
	const found = await findArthasHome(undefined, {HOME: home});
	expect(found).toMatch(/\/\.cache\/arthas-tui\/arthas\/4\.1\.10-[\da-f]{12}$/u);
	expect(await readFile(path.join(found, 'arthas-core.jar'), 'utf8')).toBe('core of 4.1.10');
	expect((await stat(found)).mode & 0o777).toBe(0o700);
	const {ino} = await stat(path.join(found, 'arthas-core.jar'));
	expect(await findArthasHome(undefined, {HOME: home})).toBe(found);
	expect((await stat(path.join(found, 'arthas-core.jar'))).ino).toBe(ino);
});

test('a zip can be named, by any name, and another one of the same name is not taken for it', async () => {
	const zip = path.join(home, 'mine.zip');
	const env = {HOME: home, XDG_CACHE_HOME: path.join(home, 'cache')};
	await writeFile(zip, makeZip(wholeArthas('1')));
	const first = await findArthasHome(zip, env);
	expect(first.startsWith(path.join(home, 'cache', 'arthas-tui', 'arthas', 'unknown-'))).toBe(true);
	await writeFile(zip, makeZip(wholeArthas('2')));
	const second = await findArthasHome(zip, env);
	expect([await readFile(path.join(first, 'arthas-core.jar'), 'utf8'), await readFile(path.join(second, 'arthas-core.jar'), 'utf8')]).toEqual(['core of 1', 'core of 2']);
	await writeFile(zip, makeZip([{path: 'readme.txt', text: 'x'}]));
	await expect(findArthasHome(zip, env)).rejects.toThrow('holds no Arthas');
});

test('a zip that is broken, or that others may change, leaves nothing behind', async () => {
	const zip = path.join(home, 'arthas-packaging-4.1.5-bin.zip');
	await writeFile(zip, makeZip(wholeArthas('4.1.5')).subarray(0, -30));
	await expect(findArthasHome(zip, {HOME: home})).rejects.toMatchObject({
		code: 'ERR_CONFIG_FILE', message: `${zip} can't be unpacked: it is no zip, or not all of one`, hint: expect.stringContaining('arthas-packaging-VERSION-bin.zip') as string,
	});
	await writeFile(zip, makeZip([...wholeArthas('4.1.5'), {path: '../evil', text: 'x'}]));
	await expect(findArthasHome(zip, {HOME: home})).rejects.toThrow('would leave its folder');
	expect(await readdir(path.join(home, '.cache', 'arthas-tui', 'arthas'))).toEqual([]);
	await chmod(zip, 0o666);
	await expect(findArthasHome(zip, {HOME: home})).rejects.toThrow(`other users may change ${zip}`);
});

function wholeArthas(version: string): ZippedFile[] {
	return ['agent', 'core', 'spy'].map(jar => ({path: `arthas-${jar}.jar`, text: `${jar} of ${version}`}));
}
