import type {Agent} from '../core/client/agent.js';
import {formatEndpoint, type Endpoint} from '../core/client/endpoint.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import {copying} from './copying.js';
import {curlLine} from './curl-line.js';
import {joinCommands} from './join-commands.js';
import {shellWord} from './shell-word.js';
import {agentAt, targetsOf} from './targets.js';

/** What can be copied of agents: what they are called, and lines for a shell. */
export const agentCopies: readonly Action[] = [
	copyingEach('n', {en: 'name', zh: '名称'}, ({name}) => name),
	copyingEach('i', {en: 'id', zh: 'id'}, ({id}) => id),
	copyingEach('r', {en: 'row', zh: '整行'}, ({name, kind, status, host, ip, version, server}) => [name, kind, status, host, ip, version, server].map(value => value ?? '').join('\t')),
	...[1, 2, 3].map((number): Action => ({
		id: `agents.copy-join-${number}`, keys: [`y ${number}`], when: 'agents',
		label: {en: `way ${number}`, zh: `方式 ${number}`},
		about: {en: `copy how agents join: way ${number}`, zh: `复制代理加入的方式 ${number}`},
		run({fleet, screen}) {
			screen.copy((joinCommands(fleet.origin.getSnapshot())[number - 1] ?? []).join('\n').replaceAll(' \\\n', ' '));
		},
	})),
	copyingFrom('c', {en: 'command', zh: '命令'}, (endpoint, {id}) => `arthas-tui exec --connect ${shellWord(formatEndpoint(endpoint))} --on ${shellWord(id)} 'thread -n 3'`),
	copyingFrom('u', {en: 'curl', zh: 'curl'}, (endpoint, agent) => curlLine(endpoint, agent, agent.kind === 'jvm' ? 'version' : 'getinfo.kernel', {isStream: false})),
];

/** Of the agent under the cursor, lines that name its server, too. */
function copyingFrom(key: string, what: Text, textOf: (endpoint: Endpoint, agent: Agent) => string): Action {
	return copying('agents', key, what, context => {
		const agent = agentAt(context);
		const endpoint = agent && context.fleet.current()?.connectionOf(agent).endpoint;
		return endpoint && textOf(endpoint, agent);
	});
}

/** Of all marked agents, a line each. */
function copyingEach(key: string, what: Text, textOf: (agent: Agent) => string): Action {
	return copying('agents', key, what, context => targetsOf(context).map(agent => textOf(agent)).join('\n'));
}
