import {createList, type ListLine} from '../workspace/list-state.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {isHere} from './is-here.js';
import {rankText} from './rank-text.js';

export type HelpLine = ListLine & {action: Action; shortcut: string; disabled: string | undefined; section: 'here' | 'panes' | 'everywhere'};

/** All that can be done where the hand is, as it stands in the table of actions; what has no key is in the palette. */
export function helpLines(context: ActionContext, typed: string): HelpLine[] {
	return keysHere(context)
		.map(({action, keys}): HelpLine => ({
			kind: 'row',
			key: action.id,
			action,
			shortcut: keys.slice(0, 2).join('  '),
			disabled: action.disabled?.(context),
			section: sectionOf(action),
		}))
		.filter(({action, shortcut}) => rankText(typed, `${shortcut} ${context.say(action.label)} ${context.say(action.about)}`) !== undefined)
		.sort((one, other) => rankOf(one) - rankOf(other));
}

/** Actions with those of their keys that reach them: one that holds in a narrower context has taken the others. */
function keysHere(context: ActionContext): Array<{action: Action; keys: string[]}> {
	const contexts = context.contexts();
	const placeOf = ({when}: Action) => contexts.findIndex(each => [when].flat().includes(each));
	const here = context.actions.filter(action => isHere(action, contexts));
	const owners = new Map<string, Action>();
	for (const action of [...here].sort((one, other) => placeOf(one) - placeOf(other))) {
		for (const key of context.keysOf(action.id)) {
			owners.set(key, owners.get(key) ?? action);
		}
	}

	return here.map(action => ({action, keys: context.keysOf(action.id).filter(key => owners.get(key) === action)})).filter(({keys}) => keys.length > 0);
}

const order: ReadonlyArray<HelpLine['section']> = ['here', 'panes', 'everywhere'];

/** Single keys before sequences, which few look for. */
function rankOf({section, shortcut}: HelpLine): number {
	return (order.indexOf(section) * 2) + Number(section === 'here' && (shortcut.split('  ')[0] ?? '').includes(' '));
}

function sectionOf({id, when}: Action): HelpLine['section'] {
	if (id.startsWith('pane.') || id.startsWith('tab.')) {
		return 'panes';
	}

	return [when].flat().some(context => context === 'everywhere' || context === 'pane') ? 'everywhere' : 'here';
}

export const helpActions: readonly Action[] = [
	{
		id: 'app.help', keys: ['?', 'f1'], when: ['everywhere', 'cron-form'], footer: 91,
		label: {en: 'help', zh: '帮助'},
		about: {en: 'what can be done here, searchable', zh: '此处可执行的操作，可搜索'},
		run({store, now}) {
			store.dispatch({
				type: 'overlay', overlay: {
					kind: 'help', text: '', caret: 0, list: createList(), since: now(),
				},
			});
		},
	},
	{
		id: 'help.run', keys: ['enter'], when: 'help', footer: 1,
		label: {en: 'do it', zh: '执行'},
		about: {en: 'do what the cursor is on', zh: '执行光标所在的操作'},
		run(context) {
			const {overlay} = context.store.getSnapshot();
			const lines = helpLines(context, overlay?.text ?? '');
			const line = lines.find(({key}) => key === overlay?.list.cursor) ?? lines[0];
			context.store.dispatch({type: 'overlay', overlay: undefined});
			if (line) {
				context.run(line.action.id);
			}
		},
	},
];
