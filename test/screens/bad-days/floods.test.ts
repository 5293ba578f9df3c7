import {describe, expect, it} from 'vitest';
import {focusedPane} from '../../../source/workspace/workspace.js';
import {agentOf} from '../../ui/agents/fleet.js';
import {openStage, type Stage} from '../stage.js';

const megabyte = 1 << 20;

function promptText({store}: Stage): string {
	return focusedPane(store.getSnapshot()).state.prompt?.field.text ?? '';
}

async function openPrompt(): Promise<Stage> {
	const stage = await openStage({agents: [agentOf('order-1')]});
	await stage.until('order-1');
	stage.press('enter');
	await stage.until('a command for');
	return stage;
}

/** As a terminal sends it: in pieces of what a pty holds. */
function paste(stage: Stage, text: string): void {
	for (const piece of (`\u{1B}[200~${text}\u{1B}[201~`).match(/[^]{1,4096}/gu) ?? []) {
		stage.terminal.type(piece);
	}
}

/** Pasted ends are taken for real after a moment, as what is pasted may hold one. */
async function untilPrompt(stage: Stage, condition: (text: string) => boolean): Promise<void> {
	await stage.until(() => condition(promptText(stage)));
}

describe('pasting', () => {
	it('1 MB on one line is typed as it is, and the keys go on', async () => {
		await using stage = await openPrompt();
		paste(stage, 'x'.repeat(megabyte));
		await untilPrompt(stage, ({length}) => length === megabyte);
		await stage.until('xxxxx');
		const began = performance.now();
		stage.type('yz');
		stage.press('backspace');
		await untilPrompt(stage, text => text.endsWith('xxy'));
		await stage.settled();
		expect(performance.now() - began).toBeLessThan(2000);
		stage.press('ctrl-c');
		await untilPrompt(stage, text => text === '');
	});

	it('1 MB of many lines is shown first, and nothing of it is run', async () => {
		await using stage = await openPrompt();
		paste(stage, 'version\n'.repeat(megabyte / 8));
		await stage.until('131072 lines');
		expect(promptText(stage)).toBe('');
		expect(stage.screen.program.sent.entries()).toEqual([]);
		stage.press('esc');
		await stage.until('a command for');
		expect(promptText(stage)).toBe('');
		stage.type('v');
		await untilPrompt(stage, text => text === 'v');
	});

	it('what holds the end of a paste runs nothing', async () => {
		await using stage = await openPrompt();
		stage.type('v');
		paste(stage, 'a\u{1B}[201~\rstop\r\u{1B}[200~b');
		await stage.until('3 lines');
		expect(stage.screen.program.sent.entries()).toEqual([]);
	});
});

const hit = {
	type: 'watch', accessPoint: 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: 0.1, sizeLimit: 10_485_760, ts: '2026-11-21 19:43:07.684', value: '@Integer[1]',
};

describe('100,000 results a second', () => {
	it('let a key that is held down be answered each time, and none of either is lost', async () => {
		const agents = Array.from({length: 200}, (_, index) => agentOf(`order-${String(index).padStart(3, '0')}`));
		await using stage = await openStage({agents, rows: 60});
		await stage.until('order-000');
		stage.press(':');
		stage.type('watch demo.MathGame primeFactors -n 800');
		await stage.until('run on order-000');
		stage.press('enter');
		await stage.until('following');
		stage.press('f6 v');
		await stage.until('choose an agent');
		const [feed] = stage.script.streams?.values() ?? [];
		const piece = Array.from({length: 1000}, () => hit);
		let pushed = 0;
		const flood = setInterval(() => {
			feed?.push(...piece);
			pushed += piece.length;
		}, 10);
		const answers: number[] = [];
		try {
			for (let at = 1; at <= 40; at++) {
				const began = performance.now();
				stage.press('down');
				await stage.until(new RegExp(`▸ {2}order-${String(at).padStart(3, '0')}`, 'u'));
				answers.push(performance.now() - began);
			}
		} finally {
			clearInterval(flood);
		}

		expect(pushed).toBeGreaterThan(10_000);
		// A machine that is busy with other things must not make a test fail: a key that waits for the stream takes seconds.
		expect(answers.toSorted((one, other) => one - other)[20]).toBeLessThan(150);
		await stage.until(text => text.replaceAll(/(?<=\d) (?=\d)/gu, '').includes(`${pushed} hits`));
		expect(stage.text()).toContain('lost 0');
	});
});
