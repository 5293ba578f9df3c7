import {homedir} from 'node:os';
import path from 'node:path';

/** Where an administrator makes every arthas-tui of this machine read-only. */
export const systemConfigPath = '/etc/arthas-tui/config.json';

/** The user's config file; the XDG rules say that a relative folder is ignored. */
export function configPath(env: NodeJS.ProcessEnv): string {
	const given = env['XDG_CONFIG_HOME'];
	const base = given && path.isAbsolute(given) ? given : path.join(env['HOME'] ?? homedir(), '.config');
	return path.join(base, 'arthas-tui', 'config.json');
}
