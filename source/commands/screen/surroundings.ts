import {homedir} from 'node:os';
import path from 'node:path';

/** Where history, layouts and large copies are kept; the XDG rules say that a relative folder is ignored. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
	const given = env['XDG_STATE_HOME'];
	const base = given && path.isAbsolute(given) ? given : path.join(env['HOME'] ?? homedir(), '.local', 'state');
	return path.join(base, 'arthas-tui');
}
