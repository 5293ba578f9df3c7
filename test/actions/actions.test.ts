import {describe, expect, it} from 'vitest';
import type {KeyContext} from '../../source/actions/action.js';
import {isHere} from '../../source/actions/is-here.js';
import {shortName} from '../../source/actions/palette.js';
import {actions} from '../../source/actions/index.js';
import {checkKeys, conflicts, withoutAlternative} from '../../source/workspace/keymap.js';

/** The contexts that hold at one time, as the panes have them. */
const anywhere: KeyContext[] = ['pane', 'everywhere'];
const together: KeyContext[][] = [
	['agents', 'list', ...anywhere],
	['command', ...anywhere],
	['prompt', 'everywhere'],
	['stream', ...anywhere],
	['result', 'doc', 'list', ...anywhere],
	['console', 'everywhere'],
	['console-view', ...anywhere],
	['console-search', 'field', 'everywhere'],
	['log', 'list', ...anywhere],
	['info', 'list', ...anywhere],
	['cron', 'list', ...anywhere],
	['cron-job', 'cron', 'list', ...anywhere],
	['plugins', 'list', ...anywhere],
	['file', 'list', ...anywhere],
];
const overlays = new Set<KeyContext>(['overlay', 'help', 'palette', 'paste', 'quit', 'confirm', 'ask', 'cron-form', 'cron-change']);

const bindings = actions.map(({id, keys, when}) => ({action: id, keys, when}));

describe('the table of actions', () => {
	it('names each one once', () => {
		const ids = actions.map(({id}) => id);
		expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
	});

	it.each(together)('calls no two that are at hand together by one name in the palette: %s', (...contexts) => {
		const names = actions.filter(action => isHere(action, contexts)).map(({id}) => shortName(id));
		expect(names.length).toBeGreaterThan(20);
		expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	});

	it('knows what contexts each kind of pane has', () => {
		const known = new Set(together.flat());
		const own = new Set(actions.flatMap(({when}) => when));
		expect([...own].filter(context => !known.has(context) && !overlays.has(context))).toEqual([]);
	});

	it('names them by subject and verb', () => {
		expect(actions.map(({id}) => id).filter(id => !/^[a-z-]+\.[a-z\d-]+$/u.test(id))).toEqual([]);
	});

	it('binds only keys that exist, and none that belongs to a multiplexer', () => {
		expect(bindings.flatMap(({action, keys}) => keys.map(each => checkKeys(action, each))).filter(problem => problem !== undefined)).toEqual([]);
	});

	it('binds no key twice in one context', () => {
		expect(conflicts(bindings)).toEqual([]);
	});

	it('reaches everything that has keys without Ctrl, and without Alt', () => {
		const withF6 = bindings.map(({action, keys, when}) => ({action, when, keys: keys.flatMap(key => key.startsWith('ctrl-w ') ? [key, key.replace('ctrl-w', 'f6')] : [key])}));
		expect(withoutAlternative(withF6.filter(({keys}) => keys.length > 0))).toEqual(withoutAlternativeOnPurpose);
	});
});

/** Each is in the palette, which `:` and F2 open. */
const withoutAlternativeOnPurpose: string[] = [];
