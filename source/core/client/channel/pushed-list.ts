import type {AgentRecord} from '../../protocol/agent-record.js';
import type {Agent} from '../agent.js';
import {watchAgents, type AgentWatch} from './agent-watch.js';
import type {ChannelServer} from './channel-server.js';

/** When it has been still for so long the server is asked, which is the proof that it lives. */
const stillMs = 6000;
/** Our own server says something at least every 15 s; a stream that doesn't is held up on its way. */
const heldUpMs = 20_000;

/** The pushed list of our own server for the life of a link. */
export type PushedList = {
	/** The list now; undefined when the server is to be asked for it. */
	agents(signal: AbortSignal): Promise<Agent[] | undefined>;
	/** After a loss, what came to nothing before is tried again. */
	renew(): void;
	stop(): void;
};

export type PushedListOptions = {
	toAgent: (record: AgentRecord) => Agent;
	onNews: (agents: Agent[]) => void;
};

export function createPushedList(server: ChannelServer, options: PushedListOptions): PushedList {
	let watch: AgentWatch | undefined;
	/** False where a watch came to nothing, as behind a proxy that breaks event streams. */
	let mayWatch = server.endpoint.stream !== 'poll';
	const open = async (signal: AbortSignal) => {
		if (watch?.isOpen && performance.now() - watch.heardAt < heldUpMs) {
			return watch;
		}

		watch?.stop();
		watch = undefined;
		try {
			watch = mayWatch && server.isOurs() ? await watchAgents(server, {...options, signal}) : undefined;
		} catch {
			mayWatch = false;
		}

		return watch;
	};

	return {
		async agents(signal) {
			const opened = await open(signal);
			return opened && performance.now() - opened.heardAt < stillMs ? opened.agents() : undefined;
		},
		renew() {
			mayWatch = server.endpoint.stream !== 'poll';
		},
		stop() {
			watch?.stop();
		},
	};
}
