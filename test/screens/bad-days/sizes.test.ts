import {describe, expect, it} from 'vitest';
import {agentOf, fleet} from '../../ui/agents/fleet.js';
import {openStage, type Stage} from '../stage.js';

/** The same sizes each time, spread over small and large ones. */
function * sizes(count: number): Generator<[columns: number, rows: number]> {
	let seed = 20_261_121;
	const next = (least: number, most: number) => {
		seed = ((seed * 1_103_515_245) + 12_345) % 0x80_00_00_00;
		return least + (seed % (most - least + 1));
	};

	for (let index = 0; index < count; index++) {
		yield [next(20, 220), next(5, 70)];
	}
}

const watch = {
	type: 'watch', accessPoint: 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: 0.1, sizeLimit: 10_485_760, ts: '2026-11-21 19:43:07.684',
};

async function openWatch(stage: Stage): Promise<void> {
	await stage.until('order-1');
	stage.press(':');
	stage.type('watch demo.MathGame primeFactors -n 100000');
	await stage.until('run on order-1');
	stage.press('enter');
	await stage.until('following');
}

/** What a terminal shows is what a terminal shows that was cleared and drawn from nothing. */
async function expectNoLeftovers(stage: Stage): Promise<void> {
	const {judge, written} = stage.terminal;
	await stage.settled();
	const before = judge.cells();
	const {length} = written();
	stage.press('ctrl-l');
	await stage.settled();
	const drawn = written().slice(length);
	expect(drawn).toContain('[2J');
	expect(judge.cells()).toEqual(before);
	// Nothing is written below the last row or scrolls.
	expect(drawn).not.toMatch(/[\n\v\f]/u);
	expect(Math.max(...[...drawn.matchAll(/\[(?<row>\d+)(?:;\d+)?H/gu)].map(({groups}) => Number(groups?.['row'])))).toBeLessThanOrEqual(judge.terminal.rows);
}

async function nextTurn(): Promise<void> {
	await new Promise(resolve => {
		setImmediate(resolve);
	});
}

describe('the size of the terminal', () => {
	it.each([[79, 24], [80, 23], [40, 10], [10, 3], [1, 1]])('%d × %d is too small for a screen: it says so, and nothing stops', async (columns, rows) => {
		await using stage = await openStage({agents: [agentOf('order-1')], columns, rows});
		await expectNoLeftovers(stage);
		if (columns >= 40) {
			expect(stage.text()).toMatch(/needs 80 columns/u);
			expect(stage.text().replaceAll(/\s+/gu, ' ')).toContain('Nothing stopped: 0 running.');
		}

		stage.terminal.resize(80, 24);
		await stage.until('order-1');
		await expectNoLeftovers(stage);
	});

	it.each([[80, 24], [300, 100], [500, 24], [80, 200]])('%d × %d is filled to the last row and column', async (columns, rows) => {
		await using stage = await openStage({agents: fleet, columns, rows});
		await stage.until('order-7f3a');
		const lines = stage.terminal.judge.rows();
		expect(lines).toHaveLength(rows);
		expect(lines.at(-1)).toMatch(/leave\s*$/u);
		expect(lines[0]?.trimEnd().length).toBeGreaterThan(columns - 4);
		await expectNoLeftovers(stage);
	});

	it('changes 200 times while a stream comes, and no cell of before is left', async () => {
		// Rates and ages stand still, so that two frames of one moment are alike.
		const now = Date.now();
		await using stage = await openStage({agents: [agentOf('order-1')], now: () => now});
		await openWatch(stage);
		stage.press('f6 v');
		await stage.until('choose an agent');
		const [feed] = stage.script.streams?.values() ?? [];
		let pushed = 0;
		let resized = 0;
		for (const [columns, rows] of sizes(200)) {
			feed?.push(...Array.from({length: 20}, () => ({...watch, value: `@Integer[${pushed++}]`})));
			stage.terminal.resize(columns, rows);
			// Most sizes are told while the one before is not drawn yet.
			await (resized++ % 10 === 0 ? expectNoLeftovers(stage) : nextTurn());
		}

		stage.terminal.resize(120, 40);
		await stage.until('4 000 hits');
		stage.press('f6 left', 'p');
		await stage.until('paused');
		await expectNoLeftovers(stage);
	});
});
