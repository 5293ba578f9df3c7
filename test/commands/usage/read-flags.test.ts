import meow from 'meow';
import {expect, test} from 'vitest';
import {meowFlags, readFlags} from '../../../source/commands/usage.js';

function parse(...argv: string[]) {
	const {flags, input} = meow({
		importMeta: import.meta, pkg: {}, argv, flags: meowFlags(), autoHelp: false, autoVersion: false, booleanDefault: undefined,
	});
	return {flags: readFlags(flags, argv), input};
}

test.each([
	[[], {hostAgent: true}, []],
	[['exec', 'thread -n 3', '--on', 'self'], {hostAgent: true, on: 'self'}, ['exec', 'thread -n 3']],
	[['-c', 'a', '--connect=b', 'agents'], {hostAgent: true, connect: ['a', 'b']}, ['agents']],
	[['--no-loss', 'exec'], {hostAgent: true, noLoss: true}, ['exec']],
	[['--no-host-agent', 'serve'], {hostAgent: false}, ['serve']],
	[['-f', '-y', '--read-only'], {
		hostAgent: true, follow: true, yes: true, readOnly: true,
	}, []],
	[['--password-file', '/p', '--http-port', '0', '--retry-failed', 'x.json'], {
		hostAgent: true, passwordFile: '/p', httpPort: '0', retryFailed: 'x.json',
	}, []],
	[['--help', '--version'], {hostAgent: true}, []],
])('%j is read as %j and %j', (argv, flags, input) => {
	expect(parse(...argv)).toEqual({flags, input});
});

test.each([[['--timeout']], [['--timeout', '--json']], [['--connect', '--json']], [['--server=']]])('%j lacks a value', argv => {
	expect(() => parse(...argv)).toThrow(expect.objectContaining({code: 'ERR_USAGE', message: `${argv[0]?.replace('=', '')} needs a value`}));
});
