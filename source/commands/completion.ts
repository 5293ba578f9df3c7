import {ArthasError} from '../core/error.js';
import {bashCompletion} from './completion/bash.js';
import {fishCompletion} from './completion/fish.js';
import {zshCompletion} from './completion/zsh.js';
import type {Command} from './context.js';

const scripts: Readonly<Record<string, () => string>> = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion};

/** `completion bash|zsh|fish`: a script for the shell to load, made from the table of commands and flags. */
export const completion: Command = async ({input: [shell = '', ...others], out}) => {
	const script = Object.hasOwn(scripts, shell) && others.length === 0 ? scripts[shell] : undefined;
	if (!script) {
		throw new ArthasError('ERR_USAGE', shell === '' ? 'completion needs the name of a shell' : `there is no completion for “${[shell, ...others].join(' ').slice(0, 40)}”`, {
			hint: `write arthas-tui completion ${Object.keys(scripts).join('|')}`,
		});
	}

	out(script());
	return 0;
};
