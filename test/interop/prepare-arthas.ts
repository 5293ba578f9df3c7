import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
	access, mkdir, mkdtemp, readdir, readFile, rename, rm,
} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

/** What a target JVM is started from: the unpacked Arthas distribution and the class path of all targets. */
export type ArthasHome = {
	folder: string;
	classPath: string;
};

const run = promisify(execFile);
const targets = fileURLToPath(new URL('targets/', import.meta.url));
let prepared: Promise<ArthasHome | {skip: string}> | undefined;

/**
Fetches stock Arthas and the targets' libraries with Maven and compiles the targets, once per machine: the outcome lies in
`$XDG_CACHE_HOME/arthas-tui/interop` under a name made from all that went into it, so that a changed target is built anew.

@returns The reason to skip where Java or Maven is missing.
@throws When Maven can't fetch or a target doesn't compile, with their own words.
*/
export async function prepareArthas(): Promise<ArthasHome | {skip: string}> {
	prepared ??= prepare();
	return prepared;
}

/** Why no real Arthas can be started here, told on stderr too: a file of tests asks once and gives the answer to `describe.skipIf`. */
export async function whyNoArthas(): Promise<string | undefined> {
	const outcome = await prepareArthas();
	if ('skip' in outcome) {
		process.stderr.write(`Interop tests are skipped: ${outcome.skip}\n`);
		return outcome.skip;
	}

	return undefined;
}

async function prepare(): Promise<ArthasHome | {skip: string}> {
	if (!await answers('java', '-version')) {
		return {skip: 'no `java` on the PATH'};
	}

	const compiler = await answers('javac', '-version');
	if (!compiler) {
		return {skip: 'no `javac` on the PATH (a JDK is needed, not only a JRE)'};
	}

	const cache = cacheFolder();
	const built = path.join(cache, await fingerprint(compiler));
	if (!await exists(built)) {
		if (!await answers('mvn', '--version')) {
			return {skip: 'no `mvn` on the PATH to fetch Arthas with'};
		}

		await build(cache, built);
	}

	return {
		folder: path.join(built, 'arthas'),
		classPath: ['classes', 'lib/*', 'arthas/math-game.jar'].map(part => path.join(built, part)).join(path.delimiter),
	};
}

function cacheFolder(): string {
	// The XDG rules count an empty variable as an unset one.
	const configured = process.env['XDG_CACHE_HOME'] ?? '';
	return path.join(configured === '' ? path.join(homedir(), '.cache') : configured, 'arthas-tui', 'interop');
}

/** Builds in a folder of its own and renames it, so that a half-made cache is never seen, not even by a second run beside this one. */
async function build(cache: string, built: string): Promise<void> {
	await mkdir(cache, {recursive: true});
	const into = await mkdtemp(path.join(cache, 'making-'));
	try {
		await run('mvn', ['--quiet', '--batch-mode', '--file', path.join(targets, 'pom.xml'), `-Dinto=${into}`, 'generate-resources']);
		await run('javac', ['-encoding', 'utf8', '-cp', path.join(into, 'lib', '*'), '-d', path.join(into, 'classes'), ...await sources('.java')]);
		await rename(into, built);
	} catch (error) {
		if (!await exists(built)) {
			throw error;
		}
	} finally {
		await rm(into, {recursive: true, force: true});
	}
}

async function fingerprint(compiler: string): Promise<string> {
	const hash = createHash('sha256').update(compiler);
	for (const file of await sources('.java', '.xml')) {
		hash.update(await readFile(file));
	}

	return hash.digest('hex').slice(0, 16);
}

async function sources(...extensions: string[]): Promise<string[]> {
	const names = await readdir(targets);
	return names.filter(name => extensions.includes(path.extname(name))).toSorted().map(name => path.join(targets, name));
}

/** What a tool says when asked for its version, or nothing where it isn't installed. */
async function answers(tool: string, flag: string): Promise<string | undefined> {
	try {
		const {stdout, stderr} = await run(tool, [flag]);
		return stdout + stderr;
	} catch {
		return undefined;
	}
}

async function exists(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch {
		return false;
	}
}
