import type {AgentStatus} from '../../core/client/agent.js';
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

export const englishAgentWords: AgentWords = {
	columns: {
		name: 'NAME',
		kind: 'KIND',
		status: 'STATUS',
		app: 'APP',
		host: 'HOST',
		ip: 'IP',
		version: 'VERSION',
		beat: 'BEAT',
		via: 'VIA',
		java: 'JAVA',
		server: 'SERVER',
		since: 'SINCE',
		sessions: 'SESSIONS',
		os: 'OS',
		labels: 'LABELS',
	},
	status: {up: 'in service', out: 'out', down: 'down'},
	was: {up: 'was up', out: 'was out', down: 'was down'},
	via: {arthas: 'direct'},
	textOnly: 'text only',
	agents: count => count === 1 ? '1 agent' : `${count} agents`,
	up: count => `${count} up`,
	out: count => `${count} out`,
	down: count => `${count} down`,
	unknown: count => `${count} ?`,
	serverLost: (at, age) => `server lost; as of ${at}${age === '' ? '' : `, ${age} ago`}`,
	hosts: 'hosts',
	rest: 'others',
};
