import type {AgentStatus} from '../../core/client/agent.js';
import {texts, type Say} from '../../words/index.js';
import type {AgentColumnId} from '../../workspace/agents.js';

/** The texts of the list of agents in one language. */
export type AgentWords = {
	columns: Record<AgentColumnId, string>;
	status: Record<AgentStatus, string>;
	/** The status of an agent whose server is lost. */
	was: Record<AgentStatus, string>;
	/** What `via` is called; what is not here is called as it is. */
	via: Readonly<Record<string, string>>;
	/** Instead of labels, where answers are terminal text and no results. */
	textOnly: string;
	agents: (count: number) => string;
	up: (count: number) => string;
	out: (count: number) => string;
	down: (count: number) => string;
	unknown: (count: number) => string;
	/** `at` is a time of day, `age` is empty while it is fresh. */
	serverLost: (at: string, age: string) => string;
	hosts: string;
	rest: string;
};

const known = new Map<Say, AgentWords>();

export function agentWords(say: Say): AgentWords {
	const words = known.get(say) ?? wordsIn(say);
	known.set(say, words);
	return words;
}

function wordsIn(say: Say): AgentWords {
	const {agents, frame} = texts;
	return {
		columns: {
			name: say(agents.name),
			kind: say(agents.kind),
			status: say(agents.status),
			app: say(agents.app),
			host: say(agents.host),
			ip: 'IP',
			version: say(agents.version),
			beat: say(agents.beat),
			via: say(agents.via),
			java: 'JAVA',
			server: say(agents.server),
			since: say(agents.since),
			sessions: say(agents.sessions),
			os: say(agents.os),
			labels: say(agents.labels),
		},
		status: {up: say(agents.inService), out: say(agents.isOut), down: say(agents.isDown)},
		was: {up: say(agents.wasUp), out: say(agents.wasOut), down: say(agents.wasDown)},
		via: {arthas: say(agents.direct)},
		textOnly: say(agents.textOnly),
		agents: count => count === 1 ? say(frame.oneAgent) : say(frame.agentCount, {count}),
		up: count => say(frame.up, {count}),
		out: count => say(frame.out, {count}),
		down: count => say(frame.down, {count}),
		unknown: count => say(frame.unknown, {count}),
		serverLost: (at, age) => say(age === '' ? agents.serverLost : agents.serverLostFor, {at, age}),
		hosts: say(agents.hosts),
		rest: say(agents.rest),
	};
}
