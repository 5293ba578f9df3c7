import type {FleetOrigin} from './context.js';

/**
How agents come into the list: a JVM that runs on this host, one that is started, a fleet that exists. Stock Arthas is enough
for each. Each line but the last of a command ends in `\`.
*/
export function joinCommands({source, tunnel}: Pick<FleetOrigin, 'source' | 'tunnel'>): readonly [running: readonly string[], started: readonly string[], existing: readonly string[]] {
	// What attaches finds a server of this user, and no server that somebody named.
	const running = source === 'given'
		? ['java -jar arthas-boot.jar --attach-only <pid>', 'arthas-tui --connect arthas+http://127.0.0.1:8563']
		: ['arthas-tui attach <pid>'];
	return [
		running,
		[`java -Darthas.tunnelServer=ws://${tunnel ?? '<server>:7777'}/ws \\`, '-javaagent:arthas-agent.jar -jar app.jar'],
		['arthas-tui --server <host>:8800'],
	];
}
