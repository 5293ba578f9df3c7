import {expect, it} from 'vitest';
import {consoleOf} from '../../../source/actions/console/console-of.js';
import {fitConsoles} from '../../../source/actions/console/fit-consoles.js';
import {connect} from '../../../source/core/client/connect.js';
import {until} from '../../../source/core/readable.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {openConsoleIn, openConsoleStage, type ConsoleStage} from './console-stage.js';

/** Resolves when a row of the pane ends so. */
async function shows(stage: ConsoleStage, text: string): Promise<void> {
	const {live} = stage.context;
	for (;;) {
		const changed = new Promise<void>(resolve => {
			const stop = live.subscribe(() => {
				stop();
				resolve();
			});
		});
		if ((await stage.paint()).some(row => row.trimEnd().endsWith(text))) {
			return;
		}

		await changed;
	}
}

it('runs a command on the terminal of an agent, is resized with its pane, and comes back after the agent', async () => {
	await using server = await startArthasApi({pid: 4711});
	await using connection = connect(server.endpoint);
	await connection.ready();
	const [agent] = connection.agents.getSnapshot();
	if (!agent) {
		throw new Error('there is no agent');
	}

	const stage = openConsoleStage({agents: [agent], connection});
	await openConsoleIn(stage, agent);
	await shows(stage, '[arthas@4711]$');
	expect(server.terminalSizes).toEqual([{cols: 80, rows: 23}]);
	stage.press('version', 'enter');
	await shows(stage, '4.1.5');

	const run = consoleOf(stage.context, stage.context.focus().state);
	if (!run) {
		throw new Error('it has no console');
	}

	stage.context.store.dispatch({type: 'size', size: {columns: 60, rows: 11}});
	const resized = new Promise<void>(resolve => {
		run.subscribe(() => {
			if (run.screen.size.cols === 60) {
				resolve();
			}
		});
	});
	fitConsoles(stage.context);
	await resized;
	stage.press('nope', 'enter');
	await shows(stage, 'nope: command not found');
	expect(server.terminalSizes).toEqual([{cols: 60, rows: 10}]);

	stage.press('exit', 'enter');
	await until(run.state, ({name}) => name === 'closed');
	expect(run.state.getSnapshot()).toMatchObject({reason: 'ended'});
	stage.press('enter');
	await server.until(() => server.terminalsOpen === 1);
	await shows(stage, '[arthas@4711]$');
	await Promise.all(stage.context.live.all().map(async ([key]) => stage.context.live.end(key)));
	await server.until(() => server.terminalsOpen === 0);
});
