import {describe, expect, it} from 'vitest';
import {createFakeWire} from '../../actions/console/fake-wire.js';
import {startJavaChannel} from '../../servers/java-channel.js';
import {agentOf} from '../../ui/agents/fleet.js';
import {openStage} from '../stage.js';

describe('a server that vanishes and returns', () => {
	it('is told in the list and the panes, which go on, and the gap is marked', async () => {
		await using java = await startJavaChannel({stream: {perSecond: 0}});
		await using stage = await openStage({endpoints: [java.endpoint]});
		await stage.until('in service');
		stage.press(':');
		stage.type('watch demo.MathGame primeFactors -n 800');
		await stage.until('run on mg1');
		stage.press('enter');
		await java.until(() => java.streamsRunning === 1);
		java.emit(3);
		await stage.until('3 hits');
		await java.down();
		await stage.until('away since');
		await java.up();
		java.emit(2);
		await stage.until('the connection was away');
		expect(await stage.until('following')).toMatch(/lost \?/u);
		expect(stage.text()).toMatch(/exit {3}5/u);
	});
});

describe('an agent that is another one under the same name', () => {
	it('gets nothing that is typed into a pane of the one before, until that is opened for it', async () => {
		const agents = [agentOf('order-1', {registeredAt: 1, process: '7@1'})];
		await using stage = await openStage({agents, probeMs: 20, script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('a command for');
		stage.type('vers');
		agents[0] = agentOf('order-1', {registeredAt: 2, process: '7@2'});
		await stage.until('another process has its name now');
		stage.type('ion');
		stage.press('enter');
		await stage.settled();
		expect(stage.screen.program.sent.entries()).toEqual([]);
		stage.press('f6 r');
		await stage.until(text => !(text.split('\n')[1] ?? '').includes('another process'));
		// What was typed is still there.
		stage.press('enter');
		await stage.until(/version +look +.*ms/u);
		expect(stage.screen.program.sent.entries()).toMatchObject([{what: 'version'}]);
	});

	it('gets no key of a console of the one before, nor its stream once more', async () => {
		const agents = [agentOf('order-1', {registeredAt: 1, process: '7@1'})];
		const wire = createFakeWire();
		await using stage = await openStage({agents, probeMs: 20, script: {consoles: () => wire}});
		await stage.until('order-1');
		stage.press(':');
		stage.type('watch demo.MathGame primeFactors -n 800\r');
		await stage.until('following');
		stage.press('f6 v');
		await stage.until('choose an agent');
		stage.press('c');
		await stage.until('order-1 console');
		stage.type('a');
		await stage.until(() => wire.typed.join('') === 'a');
		agents[0] = agentOf('order-1', {registeredAt: 2, process: '7@2'});
		await stage.until('another process has its name now');
		stage.type('b');
		stage.terminal.type('\u{1B}[200~c\u{1B}[201~');
		await stage.settled();
		expect(wire.typed.join('')).toBe('a');
		[...stage.script.streams?.values() ?? []].at(0)?.end();
		await stage.until('✓ done');
		const {length} = stage.screen.program.sent.entries();
		stage.press('f6 left', 'r');
		await stage.until('not sent: another process has its name now');
		expect(stage.screen.program.sent.entries()).toHaveLength(length);
	});

	it('is not taken for another one when its server restarted, where it says which process it is', async () => {
		const agents = [agentOf('order-1', {registeredAt: 1, process: '7@1'}), agentOf('order-2', {registeredAt: 1})];
		await using stage = await openStage({agents, probeMs: 20});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('a command for order-1');
		stage.press('f6 v', 'down', 'enter');
		await stage.until('a command for order-2');
		agents[0] = agentOf('order-1', {registeredAt: 2, process: '7@1'});
		agents[1] = agentOf('order-2', {registeredAt: 2});
		await stage.until('the server restarted, or');
		expect(stage.text().match(/the server restarted, or/gu)).toHaveLength(1);
		expect(stage.text()).not.toContain('another process has its name');
	});

	it('leaves a pane without input while the agent is gone, and gives it back when it is there again', async () => {
		const agents = [agentOf('order-1', {registeredAt: 1}), agentOf('order-2')];
		const [agent] = agents;
		await using stage = await openStage({agents, probeMs: 20});
		await stage.until('order-1');
		stage.press('enter');
		await stage.until('a command for');
		agents.shift();
		await stage.until('its agent is gone');
		agents.unshift(agent ?? agentOf('order-1'));
		await stage.until(text => !text.includes('its agent is gone'));
	});
});
