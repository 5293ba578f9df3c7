import {readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {ArthasError} from '../../error.js';
import {unpackArthas} from './unpack-arthas.js';

const jars = ['arthas-agent.jar', 'arthas-core.jar', 'arthas-spy.jar'];

const howToGet = 'mvn dependency:get -Dtransitive=false -Dartifact=com.taobao.arthas:arthas-packaging:4.1.5:zip:bin fetches it to where it is found;'
	+ ' or name its zip or folder with --arthas-home; or run java -jar arthas-boot.jar once, which fills ~/.arthas/lib';

/**
The folder with Arthas's jars: the one that was named, else that of ARTHAS_HOME, else the newest in `~/.arthas/lib`, where its
own starter puts them, else from the newest zip that Maven has fetched. Where it is a zip it is unpacked to the user's cache.

@throws ArthasError ERR_CONFIG_FILE where there is none, or one that other users could change.
*/
export async function findArthasHome(given: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
	const home = env['HOME'] ?? homedir();
	const configured = env['ARTHAS_HOME'] === '' ? undefined : env['ARTHAS_HOME'];
	const named = given ?? configured;
	const found = named ?? newestFolder(path.join(home, '.arthas', 'lib')) ?? newestZip(path.join(home, '.m2', 'repository', 'com', 'taobao', 'arthas', 'arthas-packaging'));
	if (found === undefined) {
		throw new ArthasError('ERR_CONFIG_FILE', 'Arthas is not on this host', {hint: howToGet});
	}

	const unpacked = isFile(found) ? await unpackArthas(ownOnly(path.resolve(found)), cacheOf(env, home)) : path.resolve(found);
	const folder = [unpacked, path.join(unpacked, 'arthas')].find(one => isWhole(one));
	if (folder === undefined) {
		throw new ArthasError('ERR_CONFIG_FILE', `${found} holds no Arthas`, {hint: howToGet});
	}

	for (const jar of jars) {
		ownOnly(path.join(folder, jar));
	}

	return folder;
}

/** The XDG rules count an empty or relative one as none. */
function cacheOf({XDG_CACHE_HOME: given}: NodeJS.ProcessEnv, home: string): string {
	return path.join(given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.cache'), 'arthas-tui', 'arthas');
}

function newestFolder(library: string): string | undefined {
	return versionsIn(library).map(version => path.join(library, version, 'arthas')).find(folder => isWhole(folder));
}

function newestZip(artefact: string): string | undefined {
	return versionsIn(artefact).map(version => path.join(artefact, version, `arthas-packaging-${version}-bin.zip`)).find(file => isFile(file));
}

function versionsIn(folder: string): string[] {
	try {
		return readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', {numeric: true}));
	} catch {
		return [];
	}
}

function isWhole(folder: string): boolean {
	return jars.every(jar => isFile(path.join(folder, jar)));
}

function isFile(file: string): boolean {
	return statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
}

/** What is loaded into a JVM must be nobody else's to change. */
function ownOnly(file: string): string {
	const {mode, uid} = statSync(file);
	if ((mode & 0o002) !== 0 || (uid !== 0 && uid !== process.getuid?.())) {
		throw new ArthasError('ERR_CONFIG_FILE', `other users may change ${file}`, {
			hint: 'what is loaded into a JVM must belong to you or root: chmod o-w, or take another one',
		});
	}

	return file;
}
