import {randomUUID} from 'node:crypto';
import {
	mkdirSync, readFileSync, renameSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';

export type Identity = {
	/** The UUID by which servers know this machine. */
	uuid: string;
	/** What a person should know: that it is new, or that the file was broken. */
	notice?: string;
};

const pattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
The identity that is kept in a file, made when there is none. It is random: the UUID of the board is the same in every
container of a host. A file that holds something else is kept aside, for it may be somebody's. Throws when the file can't be written.
*/
export function readIdentity(file: string): Identity {
	const text = read(file)?.trim().toLowerCase();
	if (text !== undefined && pattern.test(text)) {
		return {uuid: text};
	}

	const uuid = randomUUID();
	mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
	if (text !== undefined) {
		renameSync(file, `${file}.broken`);
	}

	// Written aside and moved there, so that a crash leaves the old one or the new one.
	writeFileSync(`${file}.new`, `${uuid}\n`, {mode: 0o644});
	renameSync(`${file}.new`, file);
	return {uuid, notice: text === undefined ? `this machine is ${uuid} from now on, which ${file} keeps` : `${file} held no UUID and is ${file}.broken now: this machine is ${uuid} from now on`};
}

function read(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}
