import {describe, expect, it} from 'vitest';
import {
	checkKeys, conflicts, createKeymap, following, isForHost, press, readKeys, remap, resolve, withAliases, withoutAlternative, type Binding, type KeyProblem, type KeySettings,
} from '../../source/workspace/keymap.js';

const bindings = withAliases([
	{keys: ['ctrl-w v'], action: 'split-right', when: 'panes'},
	{keys: ['ctrl-w s'], action: 'split-below', when: 'panes'},
	{keys: ['ctrl-w left', 'alt-left'], action: 'focus-left', when: ['panes', 'console']},
	{keys: ['f', '/'], action: 'filter', when: 'agents'},
	{keys: ['f'], action: 'follow', when: 'stream'},
	{keys: ['?', 'f1'], action: 'help', when: 'everywhere'},
	{keys: ['s n'], action: 'sort-name', when: 'agents'},
	{keys: ['s'], action: 'stop-here', when: 'everywhere'},
	{keys: ['q'], action: 'leave', when: 'everywhere'},
]);
const keymap = createKeymap(bindings);
const agents = ['agents', 'panes', 'everywhere'];

describe('resolve', () => {
	it.each([
		['f', agents, {action: 'filter'}],
		['f', ['stream', 'panes', 'everywhere'], {action: 'follow'}],
		['?', agents, {action: 'help'}],
		['f1', ['help'], undefined],
		['ctrl-w', agents, 'pending'],
		['ctrl-w v', agents, {action: 'split-right'}],
		['f6 v', agents, {action: 'split-right'}],
		['ctrl-w x', agents, undefined],
		['ctrl-w', ['palette'], undefined],
		['f6 left', ['console'], {action: 'focus-left'}],
		['f6 v', ['console'], undefined],
		['s', agents, 'pending'],
		['s', ['panes', 'everywhere'], {action: 'stop-here'}],
		['s n', agents, {action: 'sort-name'}],
		['S', agents, undefined],
		['v', agents, undefined],
	] as const)('%s in %j is %j', (keys, contexts, expected) => {
		expect(resolve(keymap, keys.split(' '), contexts)).toEqual(expected);
	});
});

describe('press', () => {
	const typed = (...keys: string[]) => {
		const seen: unknown[] = [];
		let pending: readonly string[] = [];
		for (const key of keys) {
			const pressed = press(keymap, pending, key, agents);
			pending = pressed.pending;
			seen.push(pressed.action ?? pressed.unbound ?? [...pressed.pending, '…']);
		}

		return seen;
	};

	it('waits for the rest of a sequence, and begins anew after it', () => {
		expect(typed('ctrl-w', 'v', 'q')).toEqual([['ctrl-w', '…'], 'split-right', 'leave']);
	});

	it('gives back keys that mean nothing, and the sequence with them', () => {
		expect(typed('x', 'ctrl-w', 'x', 'q')).toEqual([['x'], ['ctrl-w', '…'], ['ctrl-w', 'x'], 'leave']);
	});

	it('leaves a sequence by esc', () => {
		expect(typed('ctrl-w', 'esc', 'v')).toEqual([['ctrl-w', '…'], ['…'], ['v']]);
		expect(typed('esc')).toEqual([['esc']]);
	});

	it('tells what can follow', () => {
		expect(following(keymap, ['ctrl-w'], agents)).toEqual([
			{key: 'v', action: 'split-right'}, {key: 's', action: 'split-below'}, {key: 'left', action: 'focus-left'},
		]);
		expect(following(createKeymap([{keys: ['g t n'], action: 'next', when: 'panes'}]), ['g'], agents)).toEqual([{key: 't', action: undefined}]);
	});
});

describe('readKeys', () => {
	it.each([
		['f', ['f']],
		['F', ['F']],
		['?', ['?']],
		['-', ['-']],
		['ctrl--', ['ctrl--']],
		['ctrl-w v', ['ctrl-w', 'v']],
		['  Ctrl-W   Enter ', ['ctrl-w', 'enter']],
		['alt-ctrl-x', ['ctrl-alt-x']],
		['alt-A', ['alt-A']],
		['shift-a', ['A']],
		['shift-tab', ['shift-tab']],
		['ctrl-shift-A', ['ctrl-shift-a']],
		['Escape', ['esc']],
		['PgUp', ['pageup']],
		['f35', ['f35']],
		['语', ['语']],
		['ctrl-]', ['ctrl-]']],
		['', undefined],
		['f36', undefined],
		['ctrl-', undefined],
		['hyper-x', undefined],
		['ctrl-w foo', undefined],
	])('%j is %j', (text, expected) => {
		expect(readKeys(text)).toEqual(expected);
	});
});

describe('the rules of keys', () => {
	it.each(['ctrl-a', 'ctrl-b', 'ctrl-s', 'ctrl-q', 'ctrl-\\'])('leave %s to others', keys => {
		expect(checkKeys('x', keys)).toEqual({kind: 'forbidden', action: 'x', keys});
	});

	it.each<[string, KeyProblem | undefined]>([
		['ctrl-w ctrl-Q', {kind: 'forbidden', action: 'x', keys: 'ctrl-w ctrl-Q'}],
		['ctrl-i', {
			kind: 'unreachable', action: 'x', keys: 'ctrl-i', same: 'tab',
		}],
		['hyper-x', {kind: 'unknown-key', action: 'x', keys: 'hyper-x'}],
		['ctrl-c', undefined],
		['a', undefined],
	])('%s: %j', (keys, problem) => {
		expect(checkKeys('x', keys)).toEqual(problem);
	});

	it('tell keys that do two things in one context, in whatever way they are written', () => {
		const twice: Binding[] = [
			{keys: ['ctrl-w v'], action: 'a', when: ['panes', 'agents']}, {keys: ['Ctrl-W V', 'Ctrl-W v'], action: 'b', when: 'agents'}, {keys: ['ctrl-w v'], action: 'c', when: 'other'},
		];
		expect(conflicts(twice)).toEqual([{
			kind: 'conflict', action: 'a', keys: 'ctrl-w v', other: 'b', context: 'agents',
		}]);
	});

	it('tell keys that others begin with', () => {
		const prefix: Binding[] = [{keys: ['g'], action: 'first', when: 'list'}, {keys: ['g t'], action: 'next-tab', when: 'list'}, {keys: ['ga'], action: 'x', when: 'list'}];
		expect(conflicts(prefix)).toEqual([{
			kind: 'prefix', action: 'first', keys: 'g', other: 'next-tab', longer: 'g t', context: 'list',
		}]);
	});

	it('are kept by the same action twice, and by other contexts', () => {
		expect(conflicts(bindings)).toEqual([]);
		expect(conflicts([{keys: ['x', 'x'], action: 'a', when: 'list'}])).toEqual([]);
	});

	it('want a way without Ctrl and one without Alt', () => {
		expect(withoutAlternative(bindings)).toEqual([]);
		expect(withoutAlternative([
			{keys: ['ctrl-r'], action: 'search', when: 'a'}, {keys: ['alt-left', 'alt-h'], action: 'left', when: 'a'}, {keys: ['ctrl-c', '! s'], action: 'stop', when: 'a'},
		])).toEqual(['search', 'left']);
	});
});

describe('remap', () => {
	it('gives an action the keys that somebody chose, or none', () => {
		const {bindings: changed, problems} = remap(bindings, {filter: ['ctrl-f', 'x'], help: 'h', leave: []});
		const own = createKeymap(changed);
		expect(problems).toEqual([]);
		expect([['x'], ['f'], ['h'], ['?'], ['q']].map(keys => resolve(own, keys, agents))).toEqual([{action: 'filter'}, undefined, {action: 'help'}, undefined, undefined]);
	});

	it('leaves an action as it was where the keys can\'t be bound, and says why', () => {
		const {bindings: changed, problems} = remap(bindings, {filter: 'ctrl-a', leave: 'qq', dance: 'x'});
		expect(changed).toEqual(bindings);
		expect(problems).toEqual([
			{kind: 'forbidden', action: 'filter', keys: 'ctrl-a'}, {kind: 'unknown-key', action: 'leave', keys: 'qq'}, {kind: 'unknown-action', action: 'dance'},
		]);
	});

	it('tells when the new keys do something else already', () => {
		expect(remap(bindings, {help: 'q'}).problems).toEqual([{
			kind: 'conflict', action: 'help', keys: 'q', other: 'leave', context: 'everywhere',
		}]);
	});

	it('leaves keys only to the action that has them', () => {
		const keysOf = (settings: KeySettings) => new Map(remap(bindings, settings).bindings.map(({action, keys}) => [action, keys]));
		const before = keysOf({});
		const same = keysOf({help: 'q', leave: ['q', 'Q']});
		expect([same.get('help'), same.get('leave')]).toEqual([['q'], ['Q']]);
		expect(keysOf({help: ['Q', 'Q x']}).get('help')).toEqual(['Q']);
		expect([...before]).toEqual(bindings.map(({action, keys}) => [action, keys]));
	});
});

it('sends keys of a console to its host, but for those that lead out of it', () => {
	const all = ['a', 'ctrl-w', 'ctrl-c', 'esc', 'f1', 'alt-b', 'ctrl-]', 'f6', 'alt-left', 'alt-up'];
	expect(all.filter(key => !isForHost(key, []))).toEqual(['ctrl-]', 'f6', 'alt-left', 'alt-up']);
	expect(isForHost('v', ['f6'])).toBe(false);
});
