import {expect, test} from 'vitest';
import {checkFlags, type CommandName} from '../../../source/commands/usage.js';
import type {Flags} from '../../../source/commands/context.js';

test.each<[CommandName | undefined, Flags]>([
	['exec', {
		follow: true, yes: true, on: 'self', readOnly: true,
	}],
	['agents', {watch: true, follow: false, hostAgent: true}],
	['serve', {hostAgent: false, httpPort: '0'}],
	['cron', {
		server: 'a', connect: ['b'], on: 'web-1', yes: true, timeout: '5s', schedule: '* * * * * *', run: 'true', json: true,
	}],
	[undefined, {server: 'a', profile: 'prod', json: true}],
])('%s takes %j', (command, flags) => {
	expect(() => {
		checkFlags(flags, command);
	}).not.toThrow();
});

test.each<[CommandName | undefined, Flags, string]>([
	['agents', {yes: true}, 'agents has no flag --yes'],
	['exec', {hostAgent: false}, 'exec has no flag --no-host-agent'],
	['serve', {connect: ['a']}, 'serve has no flag --connect'],
	[undefined, {noLoss: true}, 'arthas-tui without a command has no flag --no-loss'],
])('%s refuses %j', (command, flags, message) => {
	expect(() => {
		checkFlags(flags, command);
	}).toThrow(expect.objectContaining({code: 'ERR_USAGE', message}));
});
