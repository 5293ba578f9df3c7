import {cursorIndexOf, createList} from '../workspace/list-state.js';
import type {PastNotice} from '../workspace/past-notices.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {copying} from './copying.js';
import {curlLine} from './curl-line.js';
import {changeList} from './list.js';
import {filtering} from './list-filter.js';
import {shellWord} from './shell-word.js';
import {openConsole, type Sent} from './sent-log.js';

/** Finding something in the log of what was sent and told, and copying it from there. */
export const logActions: readonly Action[] = [
	...filtering('log', {en: 'show only what has these words in command, agent, server, result or notice', zh: '只显示命令、代理、服务器、结果或通知中包含这些词的内容'}),
	{
		id: 'log.only', keys: ['&'], when: 'log', footer: 6,
		label: {en: 'only', zh: '仅显示'},
		about: {en: 'only what was told, only what was sent, or all again', zh: '仅提示、仅发出的内容，或恢复全部'},
		run({store, focus}) {
			const {id, state: {data}} = focus();
			const only = data?.['only'] === 'told' ? 'sent' : (data?.['only'] === 'sent' ? '' : 'told');
			store.dispatch({type: 'pane', pane: id, change: {data: {...data, only}}});
		},
	},
	copyingSent('c', {en: 'command', zh: '命令'}, ({what}) => what),
	copyingHere('r', {en: 'row', zh: '整行'}, context => {
		const told = toldAt(context);
		const sent = sentAt(context);
		return told
			? [new Date(told.at).toISOString(), told.level, told.text].join('\t')
			: sent && [new Date(sent.at).toISOString(), context.fleet.agentOf(sent.agent)?.name ?? sent.agent, sent.server, sent.what].join('\t');
	}),
	copyingSent('s', {en: 'shell', zh: 'shell'}, ({agent, what}, {fleet}) => {
		const known = fleet.agentOf(agent);
		return known && (what === openConsole ? `arthas-tui console ${shellWord(known.id)}` : `arthas-tui exec --on ${shellWord(known.id)} ${shellWord(what)}`);
	}),
	copyingSent('u', {en: 'curl', zh: 'curl'}, ({agent, what}, {fleet}) => {
		const known = fleet.agentOf(agent);
		const endpoint = known && fleet.current()?.connectionOf(known).endpoint;
		return endpoint && what !== openConsole ? curlLine(endpoint, known, what, {isStream: false}) : undefined;
	}),
];

function copyingSent(key: string, what: Text, textOf: (sent: Sent, context: ActionContext) => string | undefined): Action {
	return copyingHere(key, what, context => {
		const sent = sentAt(context);
		return sent && textOf(sent, context);
	});
}

/** That it was copied is told, and stands in the log at once: the cursor stays with what it is on. */
function copyingHere(key: string, what: Text, textOf: (context: ActionContext) => string | undefined): Action {
	const action = copying('log', key, what, textOf);
	return {
		...action,
		async run(context) {
			changeList(context, {type: 'move', by: 0});
			await action.run(context);
		},
	};
}

function sentAt(context: ActionContext): Sent | undefined {
	const key = keyAtCursor(context);
	return context.sent.entries().find(({seq}) => String(seq) === key);
}

function toldAt(context: ActionContext): PastNotice | undefined {
	const key = keyAtCursor(context);
	return context.store.getSnapshot().past.find(told => toldKey(told) === key);
}

function keyAtCursor({focus, screen}: ActionContext): string | undefined {
	const {id, state: {list = createList()}} = focus();
	const {lines} = screen.listOf(id);
	return lines[cursorIndexOf(list, lines)]?.key;
}

/** The key of the line of a notice, which no message has. */
export function toldKey({seq}: PastNotice): string {
	return `told ${seq}`;
}
