import {expect, test, vi} from 'vitest';
import {askAttach} from '../../source/actions/attach/ask-attach.js';
import {confirmAttach} from '../../source/actions/attach/confirm-attach.js';
import type {ActionContext, FleetOrigin} from '../../source/actions/context.js';
import {writable} from '../../source/core/readable.js';
import {createSay} from '../../source/words/index.js';
import {createStore} from '../../source/workspace/store.js';
import {createList} from '../../source/workspace/list-state.js';
import {createWorkspace} from '../../source/workspace/workspace.js';

/** What these actions touch of a screen. */
function screen({readOnly = false, origin = {source: 'embedded'}}: {readOnly?: boolean; origin?: FleetOrigin} = {}) {
	const notify = vi.fn();
	const store = createStore(createWorkspace({columns: 80, rows: 24}));
	const context = {
		store, notify, readOnly, say: createSay('en'), now: () => 0, fleet: {origin: writable(origin)},
	} as unknown as ActionContext;
	return {context, store, notify};
}

const never = vi.fn<NonNullable<FleetOrigin['attach']>>();

test('nothing is attached where only looking is allowed, nor to a server that somebody named', async () => {
	const looking = screen({readOnly: true, origin: {source: 'embedded', attach: never}});
	await askAttach(looking.context, '1');
	expect(looking.notify).toHaveBeenCalledWith('warn', expect.stringContaining('only looking'));
	const named = screen({origin: {source: 'given'}});
	await askAttach(named.context, '1');
	expect(named.notify).toHaveBeenCalledWith('warn', expect.stringContaining('arthas-tui serve'));
	expect([looking.store.getSnapshot().overlay, named.store.getSnapshot().overlay]).toEqual([undefined, undefined]);
});

test('a number that is no JVM\'s is told, and nothing is asked', async () => {
	const {context, store, notify} = screen({origin: {source: 'embedded', attach: never}});
	await askAttach(context, '999999999');
	expect(notify).toHaveBeenCalledWith('warn', 'no JVM of this host has the number 999999999');
	expect(store.getSnapshot().overlay).toBeUndefined();
	expect(never).not.toHaveBeenCalled();
});

test('a yes attaches only what the dialog asked about, and not a JVM that has ended meanwhile', async () => {
	const {context, store, notify} = screen({origin: {source: 'embedded', attach: never}});
	expect(confirmAttach(context)).toBe(false);
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'confirm', text: '', caret: 0, list: createList(), since: 0, data: {attach: '999999999', command: 'attach 999999999'},
		},
	});
	expect(confirmAttach(context)).toBe(true);
	await vi.waitFor(() => {
		expect(notify).toHaveBeenCalledWith('warn', 'process 999999999 has ended');
	});
	expect(store.getSnapshot().overlay).toBeUndefined();
	expect(never).not.toHaveBeenCalled();
});
