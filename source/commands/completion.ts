import {ArthasError} from '../core/error.js';
import {bashCompletion} from './completion/bash.js';
import {fishCompletion} from './completion/fish.js';
import {zshCompletion} from './completion/zsh.js';
import {configPath} from './config/index.js';
import {readConfig} from './config/read-config.js';
import type {Command} from './context.js';

const scripts: Readonly<Record<string, (profiles: readonly string[]) => string>> = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion};

/** `completion bash|zsh|fish`: a script for the shell to load, made from the table of commands and flags, with the profiles that there are now. */
export const completion: Command = async ({input: [shell = '', ...others], out, env}) => {
	const script = Object.hasOwn(scripts, shell) && others.length === 0 ? scripts[shell] : undefined;
	if (!script) {
		throw new ArthasError('ERR_USAGE', shell === '' ? 'completion needs the name of a shell' : `there is no completion for “${[shell, ...others].join(' ').slice(0, 40)}”`, {
			hint: `write arthas-tui completion ${Object.keys(scripts).join('|')}`,
		});
	}

	out(script(await profileNames(env)));
	return 0;
};

/** A config that can't be read is no reason to leave a shell without completion; a name that a shell would split is left out. */
async function profileNames(env: NodeJS.ProcessEnv): Promise<string[]> {
	try {
		const {profiles = {}} = await readConfig(configPath(env)) ?? {};
		return Object.keys(profiles).filter(name => /^[\w.-]+$/u.test(name));
	} catch {
		return [];
	}
}
