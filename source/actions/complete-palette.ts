import {createPrompt, openCompletion, withField} from '../workspace/command.js';
import {createField} from '../workspace/field.js';
import {createList} from '../workspace/list-state.js';
import {completionOf} from './command/complete-prompt.js';
import type {ActionContext} from './context.js';
import {targetsOf} from './targets.js';

/** `tab` in the palette: completes a command as a prompt does. What can be chosen from stands there as lines until something else is typed. */
export async function completePalette(context: ActionContext): Promise<void> {
	const {store, names, fleet} = context;
	const {overlay} = store.getSnapshot();
	const [agent] = targetsOf(context);
	if (overlay?.kind !== 'palette' || !agent) {
		return;
	}

	const field = {...createField(overlay.text), caret: overlay.caret};
	const {completion, asked} = completionOf(context, agent, {field});
	const {field: {text, caret}, popup} = openCompletion(withField(createPrompt(), field), completion, asked);
	const told = asked?.state === 'asking' || asked?.state === 'failed' ? asked.state : (completion.items.length === 0 ? 'none' : '');
	const {start = 0, end = 0, items = []} = popup ?? {};
	store.dispatch({
		type: 'overlay-change', change: {
			text, caret, list: createList(), data: {
				of: text, told, start, end, items: items.map(item => item.text),
			},
		},
	});
	const connection = fleet.current()?.connectionOf(agent);
	if (asked?.state !== 'asking' || !completion.question || !connection) {
		return;
	}

	const session = connection.openSession(agent);
	try {
		await names.ask(session, completion.question);
	} finally {
		void session.close();
	}

	// Whoever typed on is not disturbed.
	const now = store.getSnapshot().overlay;
	if (now?.kind === 'palette' && now.text === text && now.caret === caret && names.answer(agent, completion.question)?.state !== 'asking') {
		await completePalette(context);
	}
}
