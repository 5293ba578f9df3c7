import type {FleetOrigin} from './context.js';

/** How agents come into the list: a JVM that is started, one that runs, a fleet that exists. Each line but the last of a command ends in `\`. */
export function joinCommands({grpc}: Pick<FleetOrigin, 'grpc'>): readonly [started: readonly string[], running: readonly string[], existing: readonly string[]] {
	return [
		['java \\', `"-javaagent:arthas-agent.jar=;channelServer=${grpc ?? '<server>:7700'};agentId=order-1" \\`, '-jar app.jar'],
		['java -jar arthas-boot.jar --attach-only <pid>', 'arthas-tui --connect arthas+http://127.0.0.1:8563'],
		['arthas-tui --server <host>:8800'],
	];
}
