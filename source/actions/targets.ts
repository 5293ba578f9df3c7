import type {Agent} from '../core/client/agent.js';
import {cursorIndexOf} from '../workspace/list-state.js';
import type {ActionContext} from './context.js';

/** The agent under the cursor of the focused list; undefined on the head of a group. */
export function agentAt({focus, screen, fleet}: ActionContext): Agent | undefined {
	const {id, state} = focus();
	if (state.kind !== 'agents' || !state.list) {
		return fleet.agentOf(state.target);
	}

	const {lines} = screen.listOf(id);
	const line = lines[cursorIndexOf(state.list, lines)];
	return line?.kind === 'row' ? fleet.agentOf(line.key) : undefined;
}

/** The agents that a command of the focused pane is for: the marked ones, those of the group under the cursor, or its own. */
export function targetsOf(context: ActionContext): Agent[] {
	const {focus, screen, fleet} = context;
	const {id, state} = focus();
	const existing = (keys: Iterable<string>) => [...keys].map(key => fleet.agentOf(key)).filter(agent => agent !== undefined);
	if (state.kind !== 'agents' || !state.list) {
		return existing(state.target === undefined ? [] : [state.target]);
	}

	if (state.list.marks.size > 0) {
		return existing(state.list.marks);
	}

	const {lines} = screen.listOf(id);
	const line = lines[cursorIndexOf(state.list, lines)];
	return existing(line === undefined ? [] : (line.kind === 'row' ? [line.key] : line.keys ?? []));
}
