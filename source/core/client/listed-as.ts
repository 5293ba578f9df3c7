import {hostname} from 'node:os';
import type {Agent} from './agent.js';

/** The agent that stands for this process of this host, where one does and is up: a bridge says of its JVMs which they are. */
export function listedAs(agents: readonly Agent[], pid: number): Agent | undefined {
	return agents.find(({status, labels}) => status === 'up' && labels['bridge'] === hostname() && labels['pid'] === String(pid));
}
