import {readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {ArthasError} from '../../error.js';

const jars = ['arthas-agent.jar', 'arthas-core.jar', 'arthas-spy.jar'];

const howToGet = 'its zip is Maven\'s com.taobao.arthas:arthas-packaging:4.1.5:bin: unpack it and name the folder with --arthas-home;'
	+ ' or run java -jar arthas-boot.jar once, which fills ~/.arthas/lib';

/**
The folder with Arthas's jars: the one that was named, else that of ARTHAS_HOME, else the newest in `~/.arthas/lib`, where its
own starter puts them.

@throws ArthasError ERR_CONFIG_FILE where there is none, or one that other users could change.
*/
export function findArthasHome(given: string | undefined, {ARTHAS_HOME: configured, HOME: home = homedir()}: NodeJS.ProcessEnv): string {
	const named = given ?? (configured === '' ? undefined : configured);
	const folder = named === undefined
		? newest(path.join(home, '.arthas', 'lib'))
		: [named, path.join(named, 'arthas')].find(one => isWhole(one));
	if (folder === undefined) {
		throw new ArthasError('ERR_CONFIG_FILE', named === undefined ? 'Arthas is not on this host' : `${named} holds no Arthas`, {hint: howToGet});
	}

	const changeable = jars.find(jar => isChangeable(path.join(folder, jar)));
	if (changeable !== undefined) {
		throw new ArthasError('ERR_CONFIG_FILE', `other users may change ${path.join(folder, changeable)}`, {
			hint: 'what is loaded into a JVM must belong to you or root: chmod o-w, or take another folder',
		});
	}

	return path.resolve(folder);
}

function newest(library: string): string | undefined {
	try {
		const versions = readdirSync(library).sort((a, b) => b.localeCompare(a, 'en', {numeric: true}));
		return versions.map(version => path.join(library, version, 'arthas')).find(folder => isWhole(folder));
	} catch {
		return undefined;
	}
}

function isWhole(folder: string): boolean {
	return jars.every(jar => statSync(path.join(folder, jar), {throwIfNoEntry: false})?.isFile());
}

function isChangeable(file: string): boolean {
	const {mode, uid} = statSync(file);
	return (mode & 0o002) !== 0 || (uid !== 0 && uid !== process.getuid?.());
}
