import {it} from 'vitest';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

/** JVMs of one application, which report its name and nothing else as theirs. */
const twins = [agentOf('7f3a', {name: 'order'}), agentOf('order-81cc', {name: 'order'})];

it('says everywhere which of several JVMs of one name it is about', async () => {
	await using stage = await openStage({agents: twins, script: {answers: {version: [{type: 'version', version: '4.3.4'}]}}});
	await stage.until('order 7f3a');
	stage.press('down', 'enter');
	await stage.until(/▌order-81cc {3}arthas/u);
	stage.type('version\r');
	await stage.until(/version +look/u);
	stage.type('stop');
	stage.press('enter');
	await stage.until('This changes order-81cc');
	stage.press('esc', 'f2');
	stage.type('version');
	await stage.until('run on order-81cc');
	stage.press('esc', 'ctrl-c', 'esc', '@');
	await stage.until(/order-81cc +prod +✓ \d+ ms +version/u);
});

it('says so of one that was alone when its pane was opened', async () => {
	const agents = twins.slice(0, 1);
	await using stage = await openStage({agents, probeMs: 20});
	await stage.until('order');
	stage.press('enter');
	await stage.until(/▌order {3}arthas/u);
	agents.push(...twins.slice(1));
	await stage.until(/▌order 7f3a {3}arthas/u);
});
