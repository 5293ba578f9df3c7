import type {Agent} from '../../core/client/agent.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import {labelsOf} from './labels.js';

export type Tell = (agent: Agent, words: string) => void;

/** Words for people, on stderr; with many targets they say whom they are about. */
export function createTell({err}: Pick<CommandContext, 'err'>, targets: readonly Agent[]): Tell {
	const labels = labelsOf(targets);
	return ({ref}, words) => {
		err(`${targets.length > 1 ? `${labels.get(ref) ?? ''}: ` : ''}${safeText(words)}\n`);
	};
}
