import os from 'node:os';
import {expect, test} from 'vitest';
import {info} from '../../../source/commands/info.js';
import {infoLine} from '../../../source/commands/info/info-line.js';
import {readArguments} from '../../../source/commands/read-arguments.js';
import {fakeContext} from '../fake-context.js';

const arguments_ = (...argv: string[]) => readArguments(['info', ...argv]);

test('its flags are those of BasicAgentCtl', () => {
	expect(arguments_('-c', 'getinfo.users', '-a', '-U root')).toMatchObject({command: 'info', flags: {command: 'getinfo.users', args: '-U root'}, input: []});
	expect(arguments_('web-1', 'web-2', '-c', 'load', '--watch', '2', '--json')).toMatchObject({flags: {command: 'load', every: '2', json: true}, input: ['web-1', 'web-2']});
	expect(arguments_('-c=users', '--args=-S', '--server', 'h:1').flags).toMatchObject({command: 'users', args: '-S', server: 'h:1'});
	expect(() => arguments_('-a')).toThrow('--args needs a value');
	expect(readArguments(['agents', '-c', 'channel+http://h:1']).flags).toMatchObject({connect: ['channel+http://h:1']});
	expect(() => readArguments(['agents', '--command', 'users'])).toThrow('agents has no flag --command');
});

test.each([
	[{}, 'getinfo.os', ''],
	[{command: 'users', args: '-A'}, 'getinfo.users', '-A'],
	[{command: 'info.cpu', every: '0.5'}, 'getinfo.cpu', '-w 500'],
	[{command: 'log.read', args: '-f /var/log/x'}, 'log.read', '-f /var/log/x'],
])('%j', (flags, method, args) => {
	expect(infoLine({flags})).toMatchObject({method, args});
});

test.each([
	[{command: 'sync.bash'}, 'is nothing that info asks for'],
	[{command: 'users; ls'}, 'is nothing'],
	[{every: 'x'}, '--watch takes seconds'],
	[{every: '0.01'}, '--watch takes seconds'],
])('%j is refused', (flags, text) => {
	expect(() => infoLine({flags})).toThrow(text);
});

test('this host is asked without any server', async () => {
	const context = fakeContext({flags: {command: 'kernel', json: true}});
	expect(await info(context)).toBe(0);
	expect(JSON.parse(context.printed.out)).toMatchObject({sysname: os.type(), machine: os.machine()});
	expect(context.printed.err).toBe('');
});

test('people get tables, and rates without asking for an interval', async () => {
	const context = fakeContext({flags: {command: 'network'}});
	expect(await info(context)).toBe(0);
	expect(context.printed.out).toContain('NAME');
	expect(context.printed.out).toMatch(/^interval +\d+ ms$/mu);
});

test('a watch is a line a sample, until the interrupt', async () => {
	const context = fakeContext({flags: {command: 'memory', every: '0.1', json: true}});
	const print = context.out;
	context.out = text => {
		print(text);
		if (context.printed.out.split('\n').length === 3) {
			context.interrupt();
		}
	};

	expect(await info(context)).toBe(130);
	const lines = context.printed.out.trim().split('\n').map(line => JSON.parse(line) as {totalBytes: number});
	expect(lines).toHaveLength(2);
	expect(lines[0]?.totalBytes).toBeGreaterThan(0);
});

test('what a method refuses is said, and is no success', async () => {
	const context = fakeContext({flags: {command: 'users', args: '-U no-such-user-here'}});
	expect(await info(context)).toBe(1);
	expect(context.printed).toEqual({out: '', err: 'Unknown user or group: no-such-user-here\n'});
});

test('slips are told with what was meant', async () => {
	await expect(info(fakeContext({flags: {command: 'procesess'}}))).rejects.toMatchObject({code: 'ERR_USAGE', hint: expect.stringContaining('getinfo.processes') as string});
	await expect(info(fakeContext({flags: {server: 'h:1'}}))).rejects.toMatchObject({code: 'ERR_USAGE', hint: expect.stringContaining('name the agent') as string});
});

test('agents are asked through a server: by name, as JSON, and in a watch', async () => {
	const one = fakeContext({flags: {command: 'kernel', json: true}, input: ['self']});
	expect(await info(one)).toBe(0);
	expect(JSON.parse(one.printed.out)).toMatchObject({sysname: os.type()});
	const watch = fakeContext({
		flags: {
			command: 'load', args: '-c 2', every: '0.1', json: true,
		}, input: ['self', os.hostname()],
	});
	expect(await info(watch)).toBe(0);
	expect(watch.printed.out.trim().split('\n').map(line => (JSON.parse(line) as {cpus: number}).cpus)).toEqual([os.cpus().length, os.cpus().length]);
	const failing = fakeContext({flags: {command: 'users', args: '-Z'}, input: ['self']});
	expect(await info(failing)).toBe(1);
	expect(failing.printed.err).toContain('Invalid params');
});
