import {createList, cursorIndexOf} from '../workspace/list-state.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {copying} from './copying.js';
import {curlLine} from './curl-line.js';
import {shellWord} from './shell-word.js';
import type {Sent} from './sent-log.js';

/** Copying from the log of what was sent. */
export const logActions: readonly Action[] = [
	copyingSent('c', {en: 'command', zh: '命令'}, ({what}) => what),
	copyingSent('r', {en: 'row', zh: '整行'}, ({at, server, agent, what}, {fleet}) => [new Date(at).toISOString(), fleet.agentOf(agent)?.name ?? agent, server, what].join('\t')),
	copyingSent('s', {en: 'shell', zh: 'shell'}, ({agent, what}, {fleet}) => {
		const known = fleet.agentOf(agent);
		return known && `arthas-tui exec --on ${shellWord(known.id)} ${shellWord(what)}`;
	}),
	copyingSent('u', {en: 'curl', zh: 'curl'}, ({agent, what}, {fleet}) => {
		const known = fleet.agentOf(agent);
		const endpoint = known && fleet.current()?.connectionOf(known).endpoint;
		return endpoint && curlLine(endpoint, known, what, {isStream: false});
	}),
];

function copyingSent(key: string, what: Text, textOf: (sent: Sent, context: ActionContext) => string | undefined): Action {
	return copying('log', key, what, context => {
		const {id, state} = context.focus();
		const {lines} = context.screen.listOf(id);
		const line = lines[cursorIndexOf(state.list ?? createList(), lines)];
		const sent = context.sent.entries().find(({seq}) => String(seq) === line?.key);
		return sent && textOf(sent, context);
	});
}
