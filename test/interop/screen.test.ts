import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {openJourney, type Journey} from '../journeys/terminal.js';
import {startJvm, whyNoArthas, type JvmOptions} from './arthas.js';

const missing = await whyNoArthas();
/** JVMs and all that asks them share the processor. */
const patience = 60_000;

/** A JVM whose stock Arthas dials the server in the screen. */
async function joined(main: JvmOptions['main'], agentId: string, door: string) {
	return startJvm({main, sysprops: {'arthas.tunnelServer': door, 'arthas.agentId': agentId}});
}

/** Goes on in a new pane with the one agent that is called so. */
async function choose(journey: Journey, name: string, act: string): Promise<void> {
	await journey.until('choose an agent');
	journey.act('agents.filter');
	journey.type(name);
	await journey.until('1 of 3 shown');
	journey.act('ask.enter');
	await journey.until(text => !text.includes(`/${name}`));
	journey.act(act);
}

describe.skipIf(missing)('a day with stock Arthas 4.1.5, a server of our own and this host', () => {
	it('leads from the list to a watch beside a console beside a dashboard, into a hit, and out again', async () => {
		await using journey = await openJourney();
		const start = await journey.until(/1 up[^]*ws:\/\/127\.0\.0\.1:\d+\/ws/u);
		const door = /ws:\/\/127\.0\.0\.1:\d+\/ws/u.exec(start)?.[0] ?? '';
		await using game = await joined('math-game', 'game_math', door);
		await using shop = await joined('Shop', 'shop_one', door);
		expect(game.pid).not.toBe(shop.pid);
		await journey.until(/3 agents · 3 up/u, patience);

		journey.act('agents.filter');
		journey.type('app=game');
		await journey.until('1 of 3 shown');
		journey.act('ask.enter');
		await journey.until(text => !text.includes('/app=game'));
		journey.act('agents.watch');
		await journey.until('do it');
		journey.type('demo.MathGame primeFactors');
		await journey.until('run on');
		journey.act('palette.run');
		await journey.until(/\d hits[^]* exit /u, patience);

		journey.act('stream.pause');
		await journey.until('paused');
		journey.act('stream.filter');
		await journey.until('show only');
		journey.type('exit');
		await journey.until(text => /\d\.\d{3} {2}exit/u.test(text) && !/\d\.\d{3} {2}throw/u.test(text));
		journey.act('ask.enter');
		await journey.until(/\d+ hits, \d+ shown/u);
		journey.act('stream.open');
		await journey.until('@ArrayList[3]');
		journey.act('stream.focus-hit');
		journey.press('down', 'down');
		await journey.until(/▸.*params +@Object/u);
		journey.act('stream.copy-path');
		await journey.until('copied');
		expect(Buffer.from(journey.written().split(']52;c;')[1]?.split('\u{7}')[0] ?? '', 'base64').toString()).toBe('params');

		journey.act('pane.split-right');
		await choose(journey, 'shop', 'agents.console');
		await journey.until(/\[arthas@\d+\]\$/u, patience);
		journey.type('version\r');
		await journey.until(/│4\.1\.5/u, patience);
		journey.act('console.step-out');
		await journey.until('detach');
		journey.act('pane.split-below');
		await choose(journey, 'game', 'agents.info');
		await journey.until('MEMORY MiB', patience);
		expect(journey.text()).toMatch(/\d threads +\d+ RUNNABLE/u);

		journey.act('pane.zoom');
		await journey.until(text => !text.includes('│') && text.includes('MEMORY MiB'));
		journey.act('pane.zoom');
		await journey.until('[arthas@');
		journey.act('app.help');
		await journey.until('What can be done here');
		journey.act('overlay.close');
		for (const [columns, rows] of [[200, 50], [80, 24], [120, 40]] as const) {
			journey.resize(columns, rows);
			await journey.until(text => text.split('\n')[0]!.length > columns - 20 && text.split('\n').at(-1)!.includes('help'), patience);
		}

		journey.act('app.palette');
		journey.type('app.quit');
		journey.act('palette.run');
		expect(await journey.until('Before you leave')).toMatch(/watch -n[^]*dashboard|dashboard[^]*watch -n/u);
		await journey.insist('quit.now', () => journey.hasEnded());
		expect(await journey.ended).toBe(0);
		expect(journey.screen.buffer.active.type).toBe('normal');
	});
});
