import process from 'node:process';
import {createInterface} from 'node:readline/promises';
import {ArthasError} from '../../core/error.js';
import type {CommandContext} from '../context.js';

/**
Returns when a person says yes to what stands above, or has typed `--yes`.

@throws ArthasError ERR_AUTH_POLICY when they say anything else, or nobody can be asked.
*/
export async function askYes({flags, interrupted}: CommandContext, question: string): Promise<void> {
	if (flags.yes) {
		return;
	}

	const {stdin, stderr} = process;
	if (!stdin.isTTY || !stderr.isTTY) {
		throw new ArthasError('ERR_AUTH_POLICY', 'nothing was changed: this needs a yes', {hint: 'add --yes if what stands above is meant'});
	}

	const lines = createInterface({input: stdin, output: stderr});
	try {
		const answer = await lines.question(`${question} [y/N] `, {signal: interrupted});
		if (!/^y(?:es)?$/iu.test(answer.trim())) {
			throw new ArthasError('ERR_AUTH_POLICY', 'nothing was changed', {hint: 'y or yes would have done it'});
		}
	} finally {
		lines.close();
	}
}
