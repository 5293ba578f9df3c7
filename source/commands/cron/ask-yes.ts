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

	const answer = await read(question, interrupted);
	if (!/^y(?:es)?$/iu.test(answer.trim())) {
		throw new ArthasError('ERR_AUTH_POLICY', 'nothing was changed', {hint: 'y or yes would have done it'});
	}
}

/** One line; empty where the input ends. Rejects when the program is interrupted, which the reader of lines would keep to itself. */
async function read(question: string, interrupted: AbortSignal): Promise<string> {
	const lines = createInterface({input: process.stdin, output: process.stderr});
	const ended = new AbortController();
	lines.once('close', () => {
		ended.abort();
	});
	lines.on('SIGINT', () => {
		process.emit('SIGINT');
	});
	try {
		return await lines.question(`${question} [y/N] `, {signal: AbortSignal.any([interrupted, ended.signal])});
	} catch {
		interrupted.throwIfAborted();
		return '';
	} finally {
		lines.close();
	}
}
