import {
	mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** The files of a host in a folder of its own, gone with the test. A value `-> target` is a link. */
export function hostTree(files: Record<string, string | Uint8Array>): string {
	const root = mkdtempSync(path.join(os.tmpdir(), 'host-'));
	onTestFinished(() => {
		rmSync(root, {recursive: true});
	});
	for (const [name, content] of Object.entries({'proc/stat': 'cpu  1 0 1 8 0 0 0 0 0 0\ncpu0 1 0 1 8 0 0 0 0 0 0\nbtime 1700000000\n', ...files})) {
		const file = path.join(root, name);
		mkdirSync(path.dirname(file), {recursive: true});
		if (typeof content === 'string' && content.startsWith('-> ')) {
			symlinkSync(content.slice(3), file);
		} else {
			writeFileSync(file, content);
		}
	}

	return root;
}

/** The files of one process; `stat` is what stands behind its name. */
export function processFiles(pid: number, {name = 'app', ppid = 1, state = 'S', ticks = 100, start = 500, rssPages = 100, threads = 1, flags = 0, command = [name]}: {
	name?: string; ppid?: number; state?: string; ticks?: number; start?: number; rssPages?: number; threads?: number; flags?: number; command?: string[];
} = {}): Record<string, string> {
	const stat = [state, ppid, pid, pid, 0, -1, flags, 0, 0, 0, 0, ticks, 0, 0, 0, 20, 0, threads, 0, start, 4096 * rssPages * 2, rssPages, 0];
	return {[`proc/${pid}/stat`]: `${pid} (${name}) ${stat.join(' ')}\n`, [`proc/${pid}/comm`]: `${name}\n`, [`proc/${pid}/cmdline`]: command.map(word => `${word}\0`).join('')};
}
