import {homedir} from 'node:os';
import path from 'node:path';
import {runtimeFolder} from '../runtime-file.js';

/** Where the agent keeps its identity, its jobs and its audit. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
	return path.join(env['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state'), 'arthas-tui');
}

/** Where its jobs are kept, and the sign of the program that runs them. */
export function jobsFolder(env: NodeJS.ProcessEnv): string {
	return path.join(stateFolder(env), 'cron');
}

/** Where `ctl` finds the agent of this user. */
export function socketPath(env: NodeJS.ProcessEnv): string {
	return path.join(runtimeFolder(env), 'agent.sock');
}
