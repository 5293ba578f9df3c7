import {
	closeSync, fstatSync, openSync, renameSync, statSync, writeSync,
} from 'node:fs';
import type {JsonObject} from '../protocol/result.js';

/** Where it stands what others had this host run. */
export type Audit = {
	/** Throws when the line can't be written: what leaves no trace must not run. */
	write(entry: JsonObject): void;
	close(): void;
};

/** Of the file, and how many full ones are kept beside it as `.1`, the newest, and so on. */
const usualLimit = 16 << 20;
const kept = 8;

/**
Opens a file of JSON lines that is only ever appended to, readable by its owner alone. Each line is one write at the end of
the file, so that several agents can share it and `chattr +a` holds. A full one is put aside; where it can't be, it grows on.
*/
export function openAudit(path: string, limit = usualLimit): Audit {
	let file = openSync(path, 'a', 0o600);
	return {
		write(entry) {
			const line = new TextEncoder().encode(`${JSON.stringify({time: new Date().toISOString(), ...entry})}\n`);
			if (fstatSync(file).size + line.length > limit && putAside(path, file)) {
				closeSync(file);
				file = openSync(path, 'a', 0o600);
			}

			if (writeSync(file, line) < line.length) {
				throw new Error('the audit file takes no whole line');
			}
		},
		close() {
			closeSync(file);
		},
	};
}

/** True when the path is free for a new file, or has one already that another agent has begun. */
function putAside(path: string, file: number): boolean {
	try {
		if (statSync(path).ino === fstatSync(file).ino) {
			for (let number = kept - 1; number > 0; number--) {
				move(`${path}.${number}`, `${path}.${number + 1}`);
			}

			renameSync(path, `${path}.1`);
		}

		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT';
	}
}

function move(from: string, to: string): void {
	try {
		renameSync(from, to);
	} catch {
		// There is no such file yet.
	}
}
