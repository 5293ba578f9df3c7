import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	bodyOf, geometry, leaves, neighbour, reduceTab, showsContent, type Rect, type Split, type Tab, type TabEvent,
} from '../../source/workspace/layout.js';
import {column, row, tabOf} from './build-tab.js';
import {drawLayout} from './draw-layout.js';

const sizes = [{columns: 80, rows: 24}, {columns: 120, rows: 36}, {columns: 200, rows: 50}];

const pictures: Record<string, Tab> = {
	'one pane': tabOf('agents'),
	'two beside each other': tabOf(row('agents', 'watch'), 'watch'),
	'two, one below the other': tabOf(column('agents', 'watch', 0.35)),
	'a stream beside a console above an info': tabOf(row('watch', column('console', 'info', 0.55), 0.68)),
	'four corners': tabOf(column(row('a', 'b'), row('c', 'd', 0.3)), 'd'),
	'five columns, of which four hide in one at 80': tabOf(row('a', row('b', row('c', row('d', 'e')))), 'd'),
	'eight rows, of which six hide in one at 24': tabOf(column('a', column('b', column('c', column('d', column('e', column('f', column('g', 'h'))))))), 'c'),
	'zoomed, the others wait': {...tabOf(row('agents', 'watch'), 'watch'), zoomed: true},
};

describe('geometry', () => {
	it.each(sizes)('draws at $columns×$rows', async size => {
		const drawn = Object.entries(pictures).map(([name, tab]) => `${name}\n${drawLayout(tab, bodyOf(size)).join('\n')}\n`);
		await expect(drawn.join('\n')).toMatchFileSnapshot(`golden/layouts-${size.columns}x${size.rows}.txt`);
	});

	it('shows only a title where a pane has less than 20×4', () => {
		const below = {
			column: 0, row: 0, width: 40, height: 3,
		};
		expect(drawLayout(tabOf(row('a', 'b', 0.2), 'a'), below)).toEqual([
			'▌a 1 of 2 ──────────────────────────────',
			'········································ ×2',
		]);
		expect(drawLayout(tabOf(row('a', 'b', 0.2), 'a'), {...below, width: 44})).toEqual([
			'▌a ─────────────────│ b ────────────────────',
			'····················│······················· ×2',
		]);
	});

	it('keeps showing in a stack what had the focus last, when the focus is elsewhere', () => {
		const tab = tabOf(row('a', column('b', column('c', 'd'))), 'c');
		const elsewhere = reduceTab(tab, {type: 'focus', pane: 'a'}, small)!;
		expect(drawLayout(elsewhere, small)).toEqual([
			'▌a ─────────────────│ c 2 of 3 ──────────',
			'                    │                     ×4',
		]);
	});

	it('covers each cell of the room exactly once, whatever the tree, and never leaves one out', () => {
		fc.assert(fc.property(anyTab, anyRect, (tab, rect) => {
			const {panes, separators} = geometry(tab, rect);
			const cells = new Map<string, number>();
			const cover = (at: Rect) => {
				for (let y = at.row; y < at.row + at.height; y++) {
					for (let x = at.column; x < at.column + at.width; x++) {
						cells.set(`${x} ${y}`, (cells.get(`${x} ${y}`) ?? 0) + 1);
					}
				}
			};

			for (const at of panes.values()) {
				cover(at);
			}

			for (const line of separators) {
				cover({...line, width: 1, height: line.length});
			}

			expect(cells.size).toBe(rect.width * rect.height);
			expect([...cells.values()].every(count => count === 1)).toBe(true);
			expect(cells.has(`${rect.column} ${rect.row}`)).toBe(true);
		}), {numRuns: 300});
	});

	it('hides a pane only behind one that tells so, and always shows the focused one', () => {
		fc.assert(fc.property(anyTab, anyRect, (tab, rect) => {
			const {panes, stacked} = geometry(tab, rect);
			const told = [...stacked.values()].flatMap(({hidden}) => hidden);
			const missing = tab.zoomed ? [] : leaves(tab.root).filter(pane => !panes.has(pane));
			expect(new Set(told)).toEqual(new Set(missing));
			expect(panes.has(tab.focus)).toBe(true);
		}));
	});

	it('gives every pane room for its content as long as all of them fit', () => {
		const grid = column(row('a', 'b', 0.01), row('c', 'd', 0.99), 0.01);
		const {panes} = geometry(tabOf(grid), {
			column: 0, row: 0, width: 41, height: 8,
		});
		expect([...panes.values()].map(rect => showsContent(rect))).toEqual([true, true, true, true]);
	});

	it('stands as before when a terminal grew or shrank and came back', () => {
		fc.assert(fc.property(anyTab, anyRect, (tab, rect) => {
			const before = geometry(tab, rect);
			geometry(tab, {...rect, width: 10});
			expect(geometry(tab, rect)).toEqual(before);
		}));
	});
});

const small: Rect = {
	column: 0, row: 0, width: 41, height: 5,
};

const three = row('left', column('top', 'bottom'));

describe('the focus', () => {
	it.each([
		['right', 'left', 'top'],
		['left', 'top', 'left'],
		['left', 'bottom', 'left'],
		['down', 'top', 'bottom'],
		['up', 'bottom', 'top'],
		['up', 'top', 'top'],
		['left', 'left', 'left'],
		['down', 'left', 'left'],
	] as const)('goes %s from %s to %s', (direction, from, to) => {
		expect(after(tabOf(three, from), {type: 'focus-direction', direction}).focus).toBe(to);
	});

	it('goes back to the neighbour from which it came', () => {
		const there = after(tabOf(three, 'bottom'), {type: 'focus-direction', direction: 'left'});
		expect(after(there, {type: 'focus-direction', direction: 'right'}).focus).toBe('bottom');
	});

	it('finds a pane that hides in a stack where it stands when there is room', () => {
		const tab = tabOf(column('a', column('b', 'c')), 'a');
		const down = reduceTab(tab, {type: 'focus-direction', direction: 'down'}, small)!;
		expect(geometry(down, small).panes.has('b')).toBe(true);
		expect(reduceTab(down, {type: 'focus-direction', direction: 'down'}, small)!.focus).toBe('c');
	});

	it('steps through all panes in reading order and round', () => {
		const stepped = (from: string, by: 1 | -1) => after(tabOf(three, from), {type: 'focus-step', by}).focus;
		expect([stepped('left', 1), stepped('top', 1), stepped('bottom', 1), stepped('left', -1)]).toEqual(['top', 'bottom', 'left', 'bottom']);
	});

	it('ends a zoom when it goes to a neighbour, and takes it along when it steps', () => {
		const zoomed = after(tabOf(three, 'left'), {type: 'zoom'});
		expect(after(zoomed, {type: 'focus-direction', direction: 'right'})).toMatchObject({focus: 'top', zoomed: false});
		expect(after(zoomed, {type: 'focus-step', by: 1})).toMatchObject({focus: 'top', zoomed: true});
		expect(neighbour(zoomed, room, 'left')).toBeUndefined();
	});
});

describe('panes', () => {
	it('split to the right, below, to the left and above', () => {
		const drawn = (['right', 'down', 'left', 'up'] as const).map(direction => drawLayout(after(tabOf('old'), {type: 'split', pane: 'new', direction}), little));
		expect(drawn).toEqual([
			[' old ───────────────│▌new ───────────────', '                    │                     ×7'],
			[' old ────────────────────────────────────', '                                          ×3', '▌new ────────────────────────────────────', '                                          ×3'],
			['▌new ───────────────│ old ───────────────', '                    │                     ×7'],
			['▌new ────────────────────────────────────', '                                          ×3', ' old ────────────────────────────────────', '                                          ×3'],
		]);
	});

	it('give the focus to the nearest one of their sibling when they close', () => {
		const tab = tabOf(row(column('a', 'b'), column('c', 'd')), 'c');
		const closed = after(tab, {type: 'close', pane: 'c'});
		expect(closed).toMatchObject({focus: 'd', recent: ['a']});
		expect(after(closed, {type: 'close', pane: 'd'})).toMatchObject({focus: 'b', recent: ['a'], root: column('a', 'b')});
		expect(after(tab, {type: 'close', pane: 'a'})).toMatchObject({focus: 'c', root: row('b', column('c', 'd'))});
		expect(reduceTab(tabOf('a'), {type: 'close', pane: 'a'}, room)).toBeUndefined();
		expect(reduceTab(tab, {type: 'close', pane: 'nobody'}, room)).toBe(tab);
	});

	it('change places, and go to an edge', () => {
		const tab = tabOf(three, 'left');
		expect(after(tab, {type: 'swap', direction: 'right'})).toMatchObject({focus: 'left', root: row('top', column('left', 'bottom'))});
		expect(after(tab, {type: 'swap', direction: 'left'}).root).toEqual(three);
		expect(after(tab, {type: 'move', direction: 'down'}).root).toEqual(column(column('top', 'bottom'), 'left'));
		expect(after(tabOf(three, 'bottom'), {type: 'move', direction: 'left'}).root).toEqual(row('bottom', row('left', 'top')));
		expect(after(tabOf('a'), {type: 'move', direction: 'left'})).toEqual(tabOf('a'));
	});

	it.each([
		['right', 3, 'left', 43],
		['left', 3, 'left', 37],
		['right', 3, 'top', 43],
		['left', 100, 'left', 20],
		['right', 100, 'left', 60],
		['down', 2, 'left', 40],
	] as const)('pushed %s by %i from %s give the left one %i columns', (direction, cells, from, width) => {
		const tab = after(tabOf(three, from), {type: 'resize-pane', direction, cells});
		expect(geometry(tab, room).panes.get('left')?.width).toBe(width);
	});

	it('push the next border when theirs can move no further', () => {
		const tab = after(tabOf(row(row('a', 'b'), 'c', 0.7), 'a'), {type: 'resize-pane', direction: 'right', cells: 100});
		const pushed = after(tab, {type: 'resize-pane', direction: 'right', cells: 2});
		expect([tab, pushed].map(each => [...geometry(each, room).panes.values()].map(({width}) => width))).toEqual([[35, 20, 24], [36, 21, 22]]);
	});

	it('never move a border by more than was asked for, at any size and any layout that has room for all', () => {
		fc.assert(fc.property(anyTab, anyRect, fc.constantFrom('left', 'right', 'up', 'down'), (tab, rect, direction) => {
			const before = geometry(tab, rect);
			const moved = geometry(reduceTab(tab, {type: 'resize-pane', direction, cells: 1}, rect)!, rect);
			// A pane that comes out of a stack, or goes into one, jumps.
			fc.pre(before.stacked.size === 0 && moved.stacked.size === 0);
			const borders = (at: Rect | undefined) => at ? [at.column, at.row, at.column + at.width, at.row + at.height] : [];
			const changes = borders(moved.panes.get(tab.focus)).map((border, at) => border - borders(before.panes.get(tab.focus))[at]!);
			expect(changes.every(change => Math.abs(change) <= 1)).toBe(true);
		}));
	});
});

const room: Rect = {
	column: 0, row: 0, width: 81, height: 22,
};
const little: Rect = {
	column: 0, row: 0, width: 41, height: 8,
};

function after(tab: Tab, event: TabEvent): Tab {
	return reduceTab(tab, event, room)!;
}

const anyRect: fc.Arbitrary<Rect> = fc.record({
	column: fc.nat(5), row: fc.nat(5), width: fc.integer({min: 1, max: 150}), height: fc.integer({min: 1, max: 45}),
});

const anyShape = fc.letrec<{split: Split}>(tie => ({
	split: fc.oneof(
		{maxDepth: 4, depthSize: 'medium'},
		fc.constant<Split>({kind: 'leaf', pane: ''}),
		fc.record({
			kind: fc.constant('split' as const),
			direction: fc.constantFrom('row' as const, 'column' as const),
			ratio: fc.double({
				min: 0.01, max: 0.99, noNaN: true,
			}),
			first: tie('split'),
			second: tie('split'),
		}),
	),
})).split;

const anyTab: fc.Arbitrary<Tab> = fc.tuple(anyShape, fc.array(fc.nat(20), {maxLength: 4}), fc.boolean()).map(([shape, visits, zoomed]) => {
	const root = named(shape);
	const all = leaves(root);
	let tab = tabOf(root);
	for (const visit of visits) {
		tab = after(tab, {type: 'focus', pane: all[visit % all.length]!});
	}

	return {...tab, zoomed};
});

function named(shape: Split): Split {
	let next = 1;
	const name = (split: Split): Split => split.kind === 'leaf' ? {kind: 'leaf', pane: `p${next++}`} : {...split, first: name(split.first), second: name(split.second)};
	return name(shape);
}
