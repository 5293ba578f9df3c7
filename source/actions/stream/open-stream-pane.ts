import type {Agent} from '../../core/client/agent.js';
import type {Job} from '../../core/client/job.js';
import {secretMask} from '../../core/mask-secrets.js';
import type {Session} from '../../core/client/session.js';
import {told} from '../../words/index.js';
import {createList} from '../../workspace/list-state.js';
import {overlayText} from '../../workspace/overlay.js';
import type {PaneState} from '../../workspace/pane-state.js';
import {createStream} from '../../workspace/stream.js';
import type {PaneId} from '../../workspace/layout.js';
import {keepInHistory} from '../command/keep-in-history.js';
import type {ActionContext} from '../context.js';
import {endUnlessShown} from '../end-unless-shown.js';

/** Where the pane of a stream goes; the last is the pane in which it ran before. */
export type StreamWhere = 'here' | 'right' | 'down' | 'tab' | {again: PaneId};

/**
Runs a streaming command of one agent in a pane of its own. What does more than probe is asked about first, and nothing is sent
before the answer; `confirmStream` goes on from there.

@throws ArthasError ERR_USAGE for what no agent could take, ERR_AGENT_UNKNOWN without a connection.
*/
export function openStreamPane(context: ActionContext, agent: Agent, commandLine: string, where: StreamWhere, {approved = false}: {approved?: boolean | undefined} = {}): void {
	const {fleet, store, now, say} = context;
	const connection = fleet.current()?.connectionOf(agent);
	if (!connection) {
		context.notify('bad', say({en: 'there is no server yet', zh: '尚无服务器'}));
		return;
	}

	if (commandLine.includes(secretMask)) {
		context.notify('warn', say({en: 'not sent: secrets are not kept; type it again in the place of {mask}', zh: '未发送：不保存密码；请在 {mask} 处重新输入'}, {mask: secretMask}));
		return;
	}

	const session = connection.openSession(agent);
	let job: Job;
	try {
		const {judgement: {tier, reason}, notes} = session.prepare(commandLine);
		if ((tier === 'heavy' || tier === 'change') && !approved && !context.readOnly) {
			void session.close();
			store.dispatch({
				type: 'overlay', overlay: {
					kind: 'confirm', text: '', caret: 0, list: createList(), since: now(), data: {
						command: commandLine, tier, reason, agent: agent.ref, stream: typeof where === 'string' ? where : {again: where.again},
					},
				},
			});
			return;
		}

		job = session.run(commandLine, {approved});
		context.sent.follow(job);
		keepInHistory(context, agent.ref, commandLine);
		if (notes.length > 0) {
			context.notify('info', notes.map(note => told(say, note)).join(' · '));
		}
	} catch (error) {
		void session.close();
		throw error;
	}

	void closeWith(session, job);
	show(context, {agent, commandLine, job}, where);
}

/** Runs what an open dialog asks about, if that is a stream; gives whether it was. */
export function confirmStream(context: ActionContext): boolean {
	const {overlay} = context.store.getSnapshot();
	const stream = overlay?.kind === 'confirm' ? overlay.data?.['stream'] : undefined;
	const where = whereOf(stream);
	if (where === undefined) {
		return false;
	}

	context.store.dispatch({type: 'overlay', overlay: undefined});
	const agent = context.fleet.agentOf(overlayText(overlay, 'agent'));
	if (agent) {
		openStreamPane(context, agent, overlayText(overlay, 'command'), where, {approved: true});
	} else {
		context.notify('warn', context.say({en: 'not sent: the agent is gone', zh: '未发送：代理已离线'}));
	}

	return true;
}

function whereOf(stream: unknown): StreamWhere | undefined {
	if (typeof stream === 'object' && stream !== null && 'again' in stream) {
		return {again: String(stream.again)};
	}

	return stream === 'here' || stream === 'right' || stream === 'down' || stream === 'tab' ? stream : undefined;
}

async function closeWith(session: Session, job: Job): Promise<void> {
	await job.ended;
	await session.close();
}

/** Shows a command in a pane of a stream, also while another pane shows it. */
export function showJob(context: ActionContext, job: Job, where: StreamWhere): void {
	show(context, {agent: job.agent, commandLine: job.commandLine, job}, where);
}

function show({store, live}: ActionContext, {agent, commandLine, job}: {agent: Agent; commandLine: string; job: Job}, where: StreamWhere): void {
	const key = live.add({kind: 'job', agent, job});
	if (typeof where === 'string') {
		const pane: PaneState = {
			kind: updating.test(commandLine) ? 'result' : 'stream', title: commandLine, target: agent.ref, command: commandLine, live: key, stream: createStream(),
		};
		store.dispatch({type: 'open', pane, where});
		return;
	}

	const before = store.getSnapshot().panes[where.again];
	const {filter, search, columns} = before?.stream ?? createStream();
	store.dispatch({type: 'pane', pane: where.again, change: {live: key, lost: undefined, stream: createStream({filter, search, columns})}});
	if (before?.live !== undefined) {
		void endUnlessShown({store, live}, before.live);
	}
}

/** Each result of these says all anew, so that one of them at a time is looked at. */
const updating = /^\s*dashboard\b/u;
