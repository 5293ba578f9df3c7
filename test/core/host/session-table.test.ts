import {expect, test} from 'vitest';
import {SessionTable} from '../../../source/core/host/session-table.js';

test('the session used least lately makes room, one with a job never', () => {
	const table = new SessionTable(3);
	const [busy, old, used] = [table.open(), table.open(), table.open()];
	busy.job = {
		id: 1, ended: Promise.resolve(), interrupt: () => undefined,
	};
	expect(table.get(old.id)).toBe(old);
	expect(table.get(used.id)).toBe(used);
	const added = table.open();
	expect(table.get(old.id)).toBeUndefined();
	expect([busy, used, added].map(({id}) => table.get(id))).toEqual([busy, used, added]);
	table.close(busy.id);
	expect(table.get(busy.id)).toBeUndefined();
	expect(table.get('nonsense')).toBeUndefined();
});
