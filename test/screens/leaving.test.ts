import process from 'node:process';
import {EventEmitter} from 'node:events';
import {describe, expect, it} from 'vitest';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

/** A process that signals are sent to, as the one of Node is. */
function fakeProgram() {
	const killed: Array<string | number | undefined> = [];
	// eslint-disable-next-line unicorn/prefer-event-target
	return Object.assign(new EventEmitter(), {
		pid: process.pid, killed,
		kill(_pid: number, signal?: string | number): true {
			killed.push(signal);
			return true;
		},
	});
}

describe('leaving the screen', () => {
	it('tells what still runs on a row each, on a narrow screen too', async () => {
		await using stage = await openStage({columns: 80, rows: 24, agents: [agentOf('order-7f3a-with-a-name')]});
		await stage.until('order-7f3a');
		stage.press(':');
		stage.type('watch demo.MathGame primeFactors "{params,returnObj,throwExp}" -x 2\r');
		await stage.until('following');
		stage.press(':');
		stage.type('quit\r');
		expect(await stage.until('Before you leave')).toMatch(/┃ watch -n 900 demo\.Math.* \d\d:\d\d:\d\d *$/mu);
	});

	it.each(['SIGHUP', 'SIGTERM', 'SIGQUIT'])('keeps what it showed when %s ends the program, once the terminal was given back', async signal => {
		const program = fakeProgram();
		const kept: string[] = [];
		await using stage = await openStage({
			agents: [agentOf('order-1')], screen: {
				program,
				onLeave() {
					kept.push(stage.terminal.judge.terminal.buffer.active.type, ...stage.store.getSnapshot().tabs.map(({title}) => title));
				},
			},
		});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('2 order-1*');
		program.emit(signal);
		expect(kept).toHaveLength(3);
		expect(program.killed).toEqual([signal]);
	});

	it('stops by the key of the table, wherever one is, and by no other once that was changed', async () => {
		const program = fakeProgram();
		await using stage = await openStage({agents: [agentOf('order-1')], screen: {program}});
		await stage.until('order-1');
		stage.press('?', 'ctrl-z');
		await stage.until(() => program.killed.includes('SIGTSTP'));

		const other = fakeProgram();
		await using changed = await openStage({agents: [agentOf('order-1')], screen: {program: other, settings: {keys: {'app.suspend': ['f9']}}}});
		await changed.until('order-1');
		changed.press('ctrl-z');
		await changed.settled();
		expect(other.killed).toEqual([]);
		changed.press('f9');
		await changed.until(() => other.killed.includes('SIGTSTP'));
	});
});

describe('notices', () => {
	it('that warn are read to their end, which says what to do', async () => {
		await using stage = await openStage({columns: 80, rows: 24, agents: [agentOf('order-1')]});
		await stage.until('order-1');
		stage.screen.program.notify('bad', `Arthas is not on this host · ${'its zip is at Maven: unpack it, '.repeat(3)}and name the folder with --arthas-home`);
		const rows = (await stage.until('--arthas-home')).split('\n');
		expect(rows.find(row => row.includes('is not on this host'))).toMatch(/^ ! .* esc ?$/u);
		expect(rows.findLast(row => row.includes('--arthas-home'))).toMatch(/^ {3}\S/u);
		stage.screen.program.notify('bad', 'x'.repeat(1000));
		await stage.until('xxx');
		expect(stage.text().split('\n').filter(row => row.includes('xxx'))).toHaveLength(3);
		expect(stage.text()).toMatch(/x…/u);
	});

	it('leave the row of the cursor to be seen, where that is the last', async () => {
		await using stage = await openStage({columns: 100, rows: 24, agents: Array.from({length: 40}, (_, at) => agentOf(`order-${at + 1}`))});
		await stage.until('order-9 ');
		stage.press('G');
		await stage.until(/▸ +order-40 /u);
		stage.screen.program.notify('warn', 'one thing');
		stage.screen.program.notify('warn', 'and another');
		await stage.until('and another');
		expect(stage.text()).toMatch(/one thing[^]*and another[^]*▸ +order-40 /u);
		stage.press('k', 'k', 'k', 'k');
		await stage.until(/▸ +order-36 [^]*one thing/u);
	});
});
