import {closeSync, openSync, writeSync} from 'node:fs';
import type {JsonObject} from '../protocol/result.js';

/** Where it stands what others had this host run. */
export type Audit = {
	/** Throws when the line can't be written: what leaves no trace must not run. */
	write(entry: JsonObject): void;
	close(): void;
};

/**
Opens a file of JSON lines that is only ever appended to, readable by its owner alone. Each line is one write at the end of
the file, so that several agents can share it and `chattr +a` holds.
*/
export function openAudit(path: string): Audit {
	const file = openSync(path, 'a', 0o600);
	return {
		write(entry) {
			const line = new TextEncoder().encode(`${JSON.stringify({time: new Date().toISOString(), ...entry})}\n`);
			if (writeSync(file, line) < line.length) {
				throw new Error('the audit file takes no whole line');
			}
		},
		close() {
			closeSync(file);
		},
	};
}
