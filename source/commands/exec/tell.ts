import type {Agent} from '../../core/client/agent.js';
import {withoutColors} from '../../views/without-colors.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import {labelsOf} from './labels.js';

export type Tell = (agent: Agent, words: string) => void;

/** Words for people, on stderr; with many targets they say whom they are about. */
export function createTell({err}: Pick<CommandContext, 'err'>, targets: readonly Agent[]): Tell {
	const labels = labelsOf(targets);
	return ({ref}, words) => {
		// Arthas writes several lines, and colours for its own terminal, into what it says.
		for (const line of withoutColors(words).trimEnd().split(/\r?\n/u)) {
			err(`${targets.length > 1 ? `${labels.get(ref) ?? ''}: ` : ''}${safeText(line)}\n`);
		}
	};
}
