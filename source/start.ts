import {mkdirSync} from 'node:fs';
import * as modules from 'node:module';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setFlagsFromString} from 'node:v8';

/** The program, behind all that has to be said to Node before the rest of it is read. */
export async function start(words: readonly string[]): Promise<void> {
	// Undici's HTTP parser is WebAssembly. After a few answers V8 compiles it again to make it faster, and a process
	// that has nothing more to do waits for that at its end: 80 ms on Node 20, more than a short command takes.
	// Tried on Node 20, 22 and 24; a V8 that doesn't know the flag would complain on stderr.
	if (Number.parseInt(process.versions.node, 10) <= 24) {
		setFlagsFromString('--wasm-tiering-budget=1000000000');
	}

	// Reading the program takes most of a short command. Node 22 and later keep what they compiled, for this user alone.
	keepCompiled();
	const {main} = await import('./commands/main.js');
	// By its other name it asks this host and prints JSON, as that program did.
	const isCtl = path.basename(process.argv[1] ?? '') === 'BasicAgentCtl';
	await main([...(isCtl ? ['info', '--json'] : []), ...words]);
}

function keepCompiled(): void {
	const {enableCompileCache} = modules as {enableCompileCache?: (folder: string) => unknown};
	const given = process.env['XDG_CACHE_HOME'];
	const folder = path.join(given && path.isAbsolute(given) ? given : path.join(homedir(), '.cache'), 'arthas-tui', 'compiled');
	try {
		if (enableCompileCache) {
			mkdirSync(folder, {recursive: true, mode: 0o700});
			enableCompileCache(folder);
		}
	} catch {
		// A home that can't be written only starts slower.
	}
}
