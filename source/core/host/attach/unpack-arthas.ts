import type {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {
	mkdir, mkdtemp, readFile, rename, rm, stat, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {ArthasError} from '../../error.js';
import {readZip} from './read-zip.js';

const largest = 200 << 20;

/**
Unpacks Arthas's zip, once: the folder is called by its version and its content, and comes into being as a whole.

@param cache A folder of this user, which is made where it wasn't.
@returns The folder.
@throws ArthasError ERR_CONFIG_FILE
*/
export async function unpackArthas(file: string, cache: string): Promise<string> {
	try {
		const {size} = await stat(file);
		if (size > largest) {
			throw new ArthasError('ERR_CONFIG_FILE', 'it is larger than Arthas ever was');
		}

		const zip = await readFile(file);
		const version = /(?<version>\d+\.\d+(?:\.[\w.]+?)?)(?:-bin)?\.zip$/iu.exec(path.basename(file))?.groups?.['version'] ?? 'unknown';
		const folder = path.join(cache, `${version}-${createHash('sha256').update(zip).digest('hex').slice(0, 12)}`);
		if (!existsSync(folder)) {
			await unpack(zip, folder);
		}

		return folder;
	} catch (error) {
		throw new ArthasError('ERR_CONFIG_FILE', `${file} can't be unpacked: ${(error as Error).message}`, {
			hint: 'what is meant is arthas-packaging-VERSION-bin.zip, as Maven has it', cause: error,
		});
	}
}

/** Beside it first, so that nobody ever sees half of it; who comes second finds that of the first. */
async function unpack(zip: Buffer, folder: string): Promise<void> {
	await mkdir(path.dirname(folder), {recursive: true, mode: 0o700});
	const making = await mkdtemp(`${folder}.making-`);
	try {
		for (const {path: name, data} of readZip(zip)) {
			const target = path.join(making, name);
			await mkdir(path.dirname(target), {recursive: true, mode: 0o700});
			await writeFile(target, data, {mode: 0o600, flag: 'wx'});
		}

		await rename(making, folder);
	} catch (error) {
		if (!existsSync(folder)) {
			throw error;
		}
	} finally {
		await rm(making, {recursive: true, force: true});
	}
}
