import {ArthasError} from '../../error.js';
import type {Agent} from '../agent.js';

/** Neither monitoring agents nor their registry have one. */
export function noConsole({name}: Pick<Agent, 'name'>): ArthasError {
	return new ArthasError('ERR_COMMAND', `${name} is a monitoring agent, which has no console`, {hint: 'arthas-tui plugins says what it can do'});
}
