import {commandsOf} from '../../core/arthas-commands.js';
import type {Agent} from '../../core/client/agent.js';
import {
	closePopup, complete, openCompletion, refreshCompletion, searchHistory, type Completion, type NameQuestion, type Popup, type PromptState,
} from '../../workspace/command.js';
import type {ActionContext} from '../context.js';
import {promptOf, setPrompt, type CommandPane} from './prompt-of.js';
import {runningSession, sessionOf} from './session-of.js';

/** `tab`: completes the word at the cursor, or shows what it can become. Names are asked from the agent, and come when they come. */
export function completePrompt(context: ActionContext, pane: CommandPane): void {
	const agent = agentOf(context, pane);
	const {completion, asked} = completionOf(context, agent, pane.prompt);
	setPrompt(context, pane.id, openCompletion(pane.prompt, completion, asked));
	void askFor(context, pane, completion.question);
}

/** The prompt after its text changed: what is open above it shows what fits now. */
export function withPopup(context: ActionContext, pane: CommandPane, prompt: PromptState): PromptState {
	if (prompt.popup?.kind === 'history') {
		return searchHistory(prompt, context.history.lines().map(({line}) => line));
	}

	// An agent that can't tell is not asked for every letter.
	if (!prompt.popup || prompt.popup.asked?.state === 'failed') {
		return closePopup(prompt);
	}

	const {completion, asked} = completionOf(context, agentOf(context, pane), prompt);
	void askFor(context, pane, completion.question);
	return refreshCompletion(prompt, completion, asked);
}

function agentOf(context: ActionContext, pane: CommandPane): Agent | undefined {
	return runningSession(context, pane)?.session.agent ?? context.fleet.agentOf(pane.state.target);
}

/** What the word at the cursor can become as far as is known, and whether the agent could tell more. */
export function completionOf({names}: ActionContext, agent: Agent | undefined, {field}: Pick<PromptState, 'field'>): {completion: Completion; asked: Popup['asked']} {
	const answerOf = (question: NameQuestion) => agent && names.answer(agent, question);
	const completion = complete(field.text, field.caret, {
		commands: commandsOf(agent ?? {kind: 'jvm', version: null}),
		names(question) {
			const answer = answerOf(question);
			return answer?.state === 'known' ? answer.names : [];
		},
	});
	const answer = completion.question && canTell(agent) ? answerOf(completion.question) ?? {state: 'asking' as const} : undefined;
	return {completion, asked: answer?.state === 'known' ? {state: 'known', isCut: answer.isCut} : answer};
}

/** Only a JVM has classes. One that answers in text tells them, too, as what `sc` and `sm` print counts its own rows. */
function canTell(agent: Agent | undefined): agent is Agent {
	return agent?.kind === 'jvm';
}

async function askFor(context: ActionContext, pane: CommandPane, question: NameQuestion | undefined): Promise<void> {
	const run = question && canTell(agentOf(context, pane)) ? sessionOf(context, pane) : undefined;
	if (!run || !question || context.names.answer(run.session.agent, question)?.state === 'known') {
		return;
	}

	await context.names.ask(run.session, question);
	const now = promptOf(context, pane.id);
	if (now?.prompt.popup?.kind === 'completion') {
		const {completion, asked} = completionOf(context, run.session.agent, now.prompt);
		// Whoever waits for the answer gets what `tab` would have given at once; whoever typed on is not disturbed.
		const isWaiting = now.prompt.field === pane.prompt.field && completion.items.length > 0;
		setPrompt(context, pane.id, (isWaiting ? openCompletion : refreshCompletion)(now.prompt, completion, asked));
		// What was typed meanwhile may ask for something else; what failed is not asked again by itself.
		if (asked?.state === 'asking') {
			await askFor(context, now, completion.question);
		}
	}
}
