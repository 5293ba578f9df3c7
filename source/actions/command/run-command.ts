import {commandsOf} from '../../core/arthas-commands.js';
import type {Job} from '../../core/client/job.js';
import type {Judgement} from '../../core/safety.js';
import {secretMask} from '../../core/mask-secrets.js';
import {createField} from '../../workspace/field.js';
import {closePopup, commandLines, withField} from '../../workspace/command.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import {describeError} from '../describe-error.js';
import {keepInHistory} from './keep-in-history.js';
import {promptOf, setPrompt, type CommandPane} from './prompt-of.js';
import {sessionOf} from './session-of.js';

/**
Runs a command in a pane; of several that were pasted each line is one, and each goes when the one before has ended. What changes
or burdens its agent is asked about first, and nothing is sent before the answer. What can't run is told, and stays in the prompt
with what comes after it.
*/
export function runCommand(context: ActionContext, pane: CommandPane, line: string, {approved = false}: {approved?: boolean} = {}): void {
	const {say, notify} = context;
	if (line.trim() === '') {
		return;
	}

	if (pane.state.lost !== undefined) {
		notify('warn', say({en: 'not sent: {why}', zh: '未发送：{why}'}, {why: pane.state.lost}));
		return;
	}

	if (line.includes(secretMask)) {
		notify('warn', say({en: 'not sent: the history keeps no secrets; type it again in the place of {mask}', zh: '未发送：历史记录不保存密码；请在 {mask} 处重新输入'}, {mask: secretMask}));
		return;
	}

	try {
		const run = sessionOf(context, pane);
		if (!run) {
			notify('warn', say({en: 'not sent: {agent} is not there', zh: '未发送：{agent} 不在线'}, {agent: pane.state.title}));
			return;
		}

		const [command = line] = commandLines(line, commandsOf(run.session.agent));
		const {judgement} = run.session.prepare(command);
		if (!approved && !context.readOnly && (judgement.tier === 'heavy' || judgement.tier === 'change')) {
			askFirst(context, pane, command, judgement);
			return;
		}

		const {job} = run.run(command, {approved});
		context.sent.follow(job);
		keepInHistory(context, run.session.agent.ref, command);
		clearPrompt(context, pane, command);
		void goOn(context, pane, job);
	} catch (error) {
		notify('bad', describeError(error, say));
	}
}

/** Runs what the open dialog asks about; gives whether it was for a command pane. */
export function confirmCommand(context: ActionContext): boolean {
	const {overlay} = context.store.getSnapshot();
	const {pane: id, command} = overlay?.kind === 'confirm' ? overlay.data ?? {} : {};
	if (typeof id !== 'string' || typeof command !== 'string') {
		return false;
	}

	context.store.dispatch({type: 'overlay', overlay: undefined});
	const pane = promptOf(context, id);
	if (pane) {
		runCommand(context, pane, command, {approved: true});
	}

	return true;
}

function askFirst({store, now}: ActionContext, {id, state}: CommandPane, command: string, {tier, reason}: Judgement): void {
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'confirm', text: '', caret: 0, list: createList(), since: now(), data: {
				command, tier, reason, agent: state.target ?? '', pane: id,
			},
		},
	});
}

/** The commands that were typed or pasted behind one go after it, unless somebody changed them meanwhile. */
async function goOn(context: ActionContext, {id}: CommandPane, job: Job): Promise<void> {
	const rest = promptOf(context, id)?.prompt.rest;
	if (rest === undefined) {
		return;
	}

	await job.ended;
	const pane = promptOf(context, id);
	if (pane?.prompt.rest === rest && pane.prompt.field.text === rest && context.store.getSnapshot().overlay === undefined) {
		runCommand(context, pane, rest);
	}
}

/** The next command begins on an empty line, below the results; where several were typed the next one stands there. */
function clearPrompt(context: ActionContext, {id, state}: CommandPane, line: string): void {
	const pane = promptOf(context, id);
	if (pane) {
		const {field} = pane.prompt;
		const [first, ...others] = commandLines(field.text, commandsOf(context.fleet.agentOf(state.target) ?? {kind: 'jvm', version: null}));
		const rest = others.length > 0 && first === line ? others.join('\n') : undefined;
		const next = rest !== undefined || field.text.trim() === line.trim() ? withField({...pane.prompt, rest}, {...createField(rest), killed: field.killed}) : pane.prompt;
		setPrompt(context, id, {
			...closePopup(next), isReading: false, heldAt: undefined, search: undefined,
		});
	}
}
