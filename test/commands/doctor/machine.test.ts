import {expect, test} from 'vitest';
import {examineMachine} from '../../../source/commands/doctor/machine.js';
import {configFolder} from '../config/config-folder.js';

const screen = {isTTY: true, columns: 120, rows: 36};

test.each([
	['20.19.0', 'ok'], ['20.20.2', 'ok'], ['26.0.0', 'ok'], ['20.18.3', 'warn'], ['18.20.0', 'warn'],
])('Node %s is %s', async (runtime, level) => {
	expect((await examineMachine({env: {XDG_CONFIG_HOME: '/nowhere'}}, runtime, screen))[0]).toMatchObject({step: 'program', level, detail: expect.stringContaining(`Node ${runtime}`) as string});
});

test.each([
	[{TERM: 'xterm'}, screen, 'ok', '120×36, TERM=xterm'],
	[{TERM: 'xterm', NO_COLOR: '1'}, screen, 'ok', '120×36, TERM=xterm, NO_COLOR'],
	[{TERM: 'dumb'}, screen, 'warn', '120×36, TERM=dumb'],
	[{}, screen, 'warn', '120×36, TERM='],
	[{TERM: 'xterm'}, {...screen, columns: 79}, 'warn', '79×36, TERM=xterm'],
	[{TERM: 'xterm'}, {isTTY: false}, 'ok', 'stdout is none: no colours, no questions'],
])('with %j and %j the terminal is %s', async (env, given, level, detail) => {
	expect((await examineMachine({env: {XDG_CONFIG_HOME: '/nowhere', ...env}}, '20.19.0', given))[2]).toMatchObject({step: 'terminal', level, detail});
});

test('a missing config file is well', async () => {
	expect((await examineMachine({env: {XDG_CONFIG_HOME: '/nowhere'}}, '20.19.0', screen))[1]).toMatchObject({level: 'ok', detail: 'no file at /nowhere/arthas-tui/config.json; it is not needed'});
});

test('each fault in a profile is a warning', async () => {
	await using folder = await configFolder();
	await folder.config({profiles: {prod: {sever: 'a'}, dev: {server: 'b'}, old: {password: 'hunter2'}}});
	const steps = await examineMachine({env: {XDG_CONFIG_HOME: folder.home}}, '20.19.0', screen);
	expect(steps.filter(({step}) => step === 'config')).toMatchObject([
		{level: 'warn', detail: expect.stringMatching(/^“sever” in the profile “prod”/u) as string, todo: 'did you mean server?'},
		{level: 'warn', detail: expect.stringMatching(/^“password” must not stand in the profile “old”/u) as string},
	]);
	expect(JSON.stringify(steps)).not.toContain('hunter2');
});
