import {ArthasError} from '../core/error.js';
import type {Command, CommandContext} from './context.js';
import {infoLine} from './info/info-line.js';

/**
`info [agent…] [-c getinfo.users] [-a '-U root']`: what hosts say about themselves. Without an agent it is this host, asked in
this process without any server, as BasicAgentCtl did.
*/
export const info: Command = async context => {
	const line = infoLine(context);
	if (context.input.length === 0) {
		refuseServers(context);
		const {askHere} = await import('./info/ask-here.js');
		return askHere(context, line);
	}

	const {askAgents} = await import('./info/ask-agents.js');
	return askAgents(context, line);
};

/** Who names a server means an agent of it, and would read of the wrong host. */
function refuseServers({flags: {server, connect}}: CommandContext): void {
	if (server !== undefined || connect !== undefined) {
		throw new ArthasError('ERR_USAGE', 'info without an agent asks this host, and no server', {hint: 'name the agent: arthas-tui info web-1 --server host:8800; arthas-tui agents lists them'});
	}
}
