import {homedir} from 'node:os';
import path from 'node:path';

/** Where the history of commands lies: in the folder for state that the XDG rules name. */
export function historyLocation(env: NodeJS.ProcessEnv): string {
	const state = env['XDG_STATE_HOME'] ?? '';
	// The rules count an empty variable, and a path that is not absolute, as none.
	return path.join(path.isAbsolute(state) ? state : path.join(homedir(), '.local', 'state'), 'arthas-tui', 'history.jsonl');
}
