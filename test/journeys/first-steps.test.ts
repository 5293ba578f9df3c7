import {describe, expect, it} from 'vitest';
import {startServe} from '../app/start-serve.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {startSilence} from '../servers/odd-peers.js';
import {openJourney} from './terminal.js';

describe('the first steps', () => {
	it('start with this host on a server of our own, and say how a JVM comes in', async () => {
		await using journey = await openJourney();
		const text = await journey.until(shown => shown.includes('1 up') && shown.includes('arthas-tui --server <host>:8800'));
		expect(text).toMatch(/embedded ●.*1 agent · 1 up/u);
		expect(text).toMatch(/host {2}● in service/u);
		expect(text).toMatch(/agents 127\.0\.0\.1:\d+ {4}http 127\.0\.0\.1:\d+/u);
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
	});

	it('are possible before any server has answered, also one that never does', async () => {
		await using silence = await startSilence();
		await using journey = await openJourney({arguments: ['--connect', `channel+http://127.0.0.1:${silence.port}`]});
		await journey.until(/◌ connecting/u);
		journey.act('app.help');
		await journey.until('What can be done here');
		journey.act('overlay.close');
		journey.act('pane.split-right');
		await journey.until('choose an agent');
		expect(journey.text()).toMatch(/◌ connecting +0 agents/u);
		journey.press('f6 q', 'q');
		expect(await journey.ended).toBe(0);
	});

	it('run a command on this host, from a pane and from the palette', async () => {
		await using journey = await openJourney();
		await journey.until(/1 up/u);
		journey.act('agents.open');
		await journey.until('a command for');
		journey.type('getinfo.kernel\r');
		await journey.until('sysname');
		journey.act('app.palette', true);
		await journey.until('do it');
		journey.type('getinfo.users');
		await journey.until('run on');
		journey.act('palette.run');
		await journey.until(/getinfo\.users +look +\d+ ms/u);
		journey.press('up', 'up');
		await journey.until('look > getinfo.kernel');
	});

	it('split, zoom, resize and close panes', async () => {
		await using journey = await openJourney();
		await journey.until(/1 up/u);
		journey.act('pane.split-right');
		await journey.until('choose an agent');
		const edge = () => journey.text().split('\n')[5]?.indexOf('│');
		// The line between panes is drawn by what is loaded after the first frame.
		await journey.until(() => edge() === 60);
		journey.act('pane.resize-right');
		await journey.until(() => (edge() ?? 0) > 60);
		journey.act('pane.zoom');
		await journey.until(() => edge() === -1);
		journey.act('pane.zoom');
		await journey.until(() => (edge() ?? 0) > 60);
		journey.act('pane.close');
		await journey.until(text => !text.includes('choose an agent'));
		journey.act('app.help');
		journey.type('zoom');
		await journey.until('give this pane the whole tab, and back');
		journey.act('overlay.close');
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
	});

	it('filter the agents of a channel server', async () => {
		await using java = await startJavaChannel({agents: ['order-1', 'order-2', 'pay-1']});
		await using journey = await openJourney({arguments: ['--connect', java.endpoint]});
		await journey.until(/3 agents · 3 up/u);
		journey.act('agents.filter');
		journey.type('order');
		await journey.until(text => text.includes('order-2') && !text.includes('pay-1'));
		journey.act('ask.enter');
		await journey.until('2 of 3 shown');
		journey.act('agents.clear-filter');
		await journey.until('pay-1');
	});

	it('sit in a console of an agent, leave it, and come back', async () => {
		await using java = await startJavaChannel();
		await using journey = await openJourney({
			arguments: ['java'], files: {'.config/arthas-tui/config.json': JSON.stringify({profiles: {java: {server: `127.0.0.1:${java.port}`, consoleUrl: `${java.consoleUrl}/ws`}}})},
		});
		await journey.until(/1 up/u);
		journey.act('agents.console');
		await journey.until(/\[arthas@\d+\]\$/u);
		journey.type('version\r');
		await journey.until(/^3\.5\.6/mu);
		journey.act('console.step-out');
		await journey.until('detach');
		journey.act('console.detach');
		await journey.until('in service');
		expect(java.consolesOpen).toBe(1);
		journey.act('app.palette');
		journey.type('console.reattach');
		await journey.until('do it');
		journey.act('palette.run');
		await journey.until(': reattach');
		journey.act('palette.run');
		await journey.until(/^3\.5\.6/mu);
	});

	it('run a command on the host of a server of ours, which goes on when the screen is left', async () => {
		await using served = await startServe();
		await using journey = await openJourney({arguments: ['--connect', `channel+http://${served.http}`]});
		await journey.until(/1 up/u);
		journey.act('agents.open');
		await journey.until('a command for');
		journey.type('getinfo.kernel\r');
		await journey.until('sysname');
		journey.act('pane.close', true);
		await journey.until('in service');
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		expect((await fetch(`http://${served.http}/agents`)).status).toBe(200);
	});
});
