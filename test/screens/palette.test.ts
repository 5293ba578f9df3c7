import {describe, expect, it} from 'vitest';
import {paletteLines} from '../../source/actions/palette.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

async function firstLines(typed: string, prepare: (stage: Awaited<ReturnType<typeof openStage>>) => Promise<unknown> = async () => undefined): Promise<string[]> {
	await using stage = await openStage({agents: [agentOf('order-1')]});
	await stage.until('order-1');
	await prepare(stage);
	return paletteLines(stage.screen.program, typed).slice(0, 3).map(({key}) => key);
}

describe('the palette', () => {
	it.each(['foo bar baz', 'ls -la', 'zzz'])('offers “%s” as a command alone, since nothing of ours is called so', async typed => {
		expect(await firstLines(typed)).toEqual(['command']);
	});

	it('takes the name of an action for the action, also where agents have a command that begins so', async () => {
		expect((await firstLines('log'))[0]).toBe('action app.log');
		expect((await firstLines('quit'))[0]).toBe('action app.quit');
	});

	it('finds what leaves by the word exit', async () => {
		expect(await firstLines('exit')).toContain('action app.quit');
	});

	it('ends the stream by stop, and not Arthas', async () => {
		const [first] = await firstLines('stop', async stage => {
			stage.press(':');
			stage.type('watch demo.Shop price\r');
			await stage.until(() => (stage.script.streams?.size ?? 0) > 0);
		});
		expect(first).toBe('action stream.stop');
	});

	it('offers what can be done before what can\'t, and what was called by its name first in any case', async () => {
		await using stage = await openStage({agents: [agentOf('order-1')]});
		await stage.until('order-1');
		const linesOf = (typed: string) => paletteLines(stage.screen.program, typed).filter(line => line.what === 'action');
		for (const typed of ['', 'pane', 'c']) {
			const disabled = linesOf(typed).map(line => line.disabled !== undefined);
			expect(disabled).toContain(true);
			expect(disabled).toEqual(disabled.toSorted((one, other) => Number(one) - Number(other)));
		}

		expect(linesOf('pane.close')[0]).toMatchObject({action: {id: 'pane.close'}, disabled: 'it is the last one'});
	});

	it('takes a command that the agent knows for a command', async () => {
		expect((await firstLines('thread -n 3'))[0]).toBe('command');
		expect((await firstLines('thr'))[0]).toBe('suggestion thread');
	});

	it('completes classes and methods of a watch, which the agent tells, and runs what was completed', async () => {
		await using stage = await openStage({
			agents: [agentOf('order-1')], script: {
				answers: {
					'sc demo.M*': [{type: 'sc', classNames: ['demo.MathGame', 'demo.Main']}],
					'sm demo.MathGame': [{type: 'sm', methodInfo: {methodName: 'primeFactors'}}],
				},
			},
		});
		await stage.until('order-1');
		stage.press('w');
		stage.type('demo.M');
		stage.press('tab');
		await stage.until(/┃▸demo\.Main +\n┃ demo\.MathGame/u);
		expect(stage.text()).toContain(': watch demo.Ma ');
		stage.press('down', 'enter');
		await stage.until(': watch demo.MathGame ');
		stage.press('tab');
		await stage.until(': watch demo.MathGame primeFactors ');
		stage.type('zz');
		stage.press('tab');
		await stage.until('nothing fits');
		stage.press('backspace', 'backspace', 'enter');
		await stage.until(/▌watch -n 900 demo\.MathGame primeFactors +'\{params/u);
	});

	it('shows nothing while a filter can\'t be understood, so that nothing is marked that nobody meant', async () => {
		await using stage = await openStage({agents: [agentOf('order-1'), agentOf('order-2')]});
		await stage.until('order-1');
		stage.press('/');
		stage.type('jvm host~(');
		await stage.until('nothing is shown until the filter can be understood');
		stage.press('enter', '*');
		await stage.until('0 of 2 shown');
		expect(stage.text()).not.toContain('marked');
	});
});

it('says on whom a command will run, as long as there is room beside it', async () => {
	await using stage = await openStage({agents: [agentOf('order-1'), agentOf('order-2')], columns: 80, rows: 24});
	await stage.until('order-1');
	stage.press('*');
	await stage.until(/^ 2 marked: {2}c console {2}r run/mu);
	stage.press(':');
	stage.type('thread');
	await stage.until(/^ : thread +run on 2 agents {3}look {3}\d+ fit/mu);
	stage.type(` -n 3 ${'x'.repeat(40)}`);
	await stage.until(/^ : thread -n 3 x{40} +look {3}\d+ fit/mu);
});
