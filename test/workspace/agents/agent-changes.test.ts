import {describe, expect, it} from 'vitest';
import {
	isChanged, isChangedInGroup, nextChangeEnd, noChanges, noteChanges,
} from '../../../source/workspace/agents.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {agentOf} from '../../ui/agents/fleet.js';

const before = Array.from({length: 12}, (_, at) => agentOf(`order-${at}`));

function change(agents: readonly Agent[], count: number, given: Partial<Agent>): Agent[] {
	return agents.map((agent, at) => at < count ? {...agent, ...given} : agent);
}

describe('changes', () => {
	it('show for 2 s in the cell that changed, and nowhere else', () => {
		const changes = noteChanges(noChanges, before, change(before, 1, {status: 'down'}), 1000);
		expect(isChanged(changes, 'prod/order-0', 'status', 2999)).toBe(true);
		expect(isChanged(changes, 'prod/order-0', 'status', 3000)).toBe(false);
		expect(isChanged(changes, 'prod/order-0', 'version', 1000)).toBe(false);
		expect(isChanged(changes, 'prod/order-1', 'status', 1000)).toBe(false);
		expect(isChangedInGroup(changes, 'prod/order-0', 2999)).toBe(true);
		expect([nextChangeEnd(changes, 2999), nextChangeEnd(changes, 3000)]).toEqual([3000, undefined]);
	});

	it('don\'t show for heartbeats, nor in the first list', () => {
		expect(noteChanges(noChanges, before, change(before, 3, {lastSeen: 5}), 0)).toEqual(noChanges);
		expect(noteChanges(noChanges, [], before, 0)).toEqual(noChanges);
	});

	it('show a new agent by its name', () => {
		const changes = noteChanges(noChanges, before, [...before, agentOf('new')], 0);
		expect([...changes.cells.keys()]).toEqual(['name prod/new']);
	});

	it('show once in 10 s in a cell that changes all the time', () => {
		const down = change(before, 1, {status: 'down'});
		const once = noteChanges(noChanges, before, down, 0);
		const twice = noteChanges(once, down, before, 9999);
		expect(isChanged(twice, 'prod/order-0', 'status', 9999)).toBe(false);
		const later = noteChanges(twice, before, down, 10_000);
		expect(isChanged(later, 'prod/order-0', 'status', 10_000)).toBe(true);
	});

	it('of more than a third of the rows at once show only at the heads of groups', () => {
		const some = noteChanges(noChanges, before, change(before, 4, {status: 'out'}), 0);
		expect(isChanged(some, 'prod/order-0', 'status', 0)).toBe(true);
		const many = noteChanges(noChanges, before, change(before, 5, {status: 'out'}), 0);
		expect(isChanged(many, 'prod/order-0', 'status', 0)).toBe(false);
		expect([0, 4, 5].map(at => isChangedInGroup(many, `prod/order-${at}`, 1999))).toEqual([true, true, false]);
		expect(isChangedInGroup(many, 'prod/order-0', 2000)).toBe(false);
		expect(nextChangeEnd(many, 0)).toBe(2000);
	});
});
