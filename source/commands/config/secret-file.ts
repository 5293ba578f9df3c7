import {open} from 'node:fs/promises';
import {ArthasError} from '../../core/error.js';

const longest = 4096;

/**
The first line of a file that nobody else may read.

@throws ArthasError ERR_CONFIG_SECRET
*/
export async function readSecretFile(file: string): Promise<string> {
	const {mode, text} = await read(file);
	if ((mode & 0o077) !== 0) {
		throw new ArthasError('ERR_CONFIG_SECRET', `other people on this machine can read ${file}`, {hint: `type: chmod 600 ${file}`});
	}

	const secret = text.split(/\r?\n/u)[0] ?? '';
	if (secret === '') {
		throw new ArthasError('ERR_CONFIG_SECRET', `the first line of ${file} is empty`, {hint: 'write the password there, alone on its line'});
	}

	return secret;
}

/** Mode and content by one handle, so that nobody can exchange the file in between. */
async function read(file: string): Promise<{mode: number; text: string}> {
	try {
		await using handle = await open(file);
		const {mode} = await handle.stat();
		const {buffer, bytesRead} = await handle.read({length: longest});
		return {mode, text: buffer.toString('utf8', 0, bytesRead)};
	} catch (error) {
		throw new ArthasError('ERR_CONFIG_SECRET', `${file} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`, {
			hint: 'is the name right, and is it yours?', cause: error,
		});
	}
}
