import {expect, it} from 'vitest';
import type {Action, KeyContext} from '../../source/actions/action.js';
import type {ActionContext} from '../../source/actions/context.js';
import {helpLines} from '../../source/actions/help.js';
import {actions as allActions} from '../../source/actions/index.js';
import {createSay} from '../../source/words/index.js';

const text = {en: 'x', zh: 'x'};

function lines(actions: readonly Action[], contexts: readonly KeyContext[]) {
	const context = {
		actions, contexts: () => contexts, keysOf: (id: string) => actions.find(action => action.id === id)?.keys ?? [], say: createSay('en'),
	};
	return helpLines(context as unknown as ActionContext, '');
}

const action = (id: string, keys: readonly string[], when: Action['when']): Action => ({
	id, keys, when, label: text, about: text, run() {}, // eslint-disable-line @typescript-eslint/no-empty-function
});

it('a key stands only at the action that it does', () => {
	const actions = [action('list.fold', ['left'], 'list'), action('list.last', ['G', 'end'], 'list'), action('doc.close', ['left'], 'doc'), action('doc.end', ['G'], 'doc')];
	expect(lines(actions, ['doc', 'list']).map(({key, shortcut}) => [key, shortcut])).toEqual([['list.last', 'end'], ['doc.close', 'left'], ['doc.end', 'G']]);
	expect(lines(actions, ['list']).map(({shortcut}) => shortcut)).toEqual(['left', 'G  end']);
});

it('rows of results and logs have no marks, with which nothing could be done', () => {
	const actions = allActions.map(each => ({...each, disabled: undefined}));
	const keysIn = (...contexts: KeyContext[]) => lines(actions, contexts).map(({key}) => key);
	for (const contexts of [['result', 'doc', 'list'], ['log', 'list']] as const) {
		expect(keysIn(...contexts).filter(key => /mark|range/u.test(key))).toEqual([]);
	}

	expect(keysIn('agents', 'list')).toContain('list.mark');
});
