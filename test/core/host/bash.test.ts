import process from 'node:process';
import {expect, test} from 'vitest';
import {syncBash} from '../../../source/core/host/bash.js';
import {callMethod} from '../../../source/core/host/call-method.js';

const call = async (args: string, {allowShell = true, signal = new AbortController().signal} = {}) => callMethod(syncBash, args, {allowShell, signal});

test('a success has the envelope of the BasicAgent', async () => {
	expect(await call('echo hi; echo oops >&2')).toEqual({
		statusCode: 0,
		body: {
			resp: 'success', retcode: 2, message: 'Normal termination', data: 'hi\n', stderr: 'oops\n', exitcode: 0, signal: null,
			elapsed_ms: expect.any(Number) as number, truncated: {stdout: 0, stderr: 0},
		},
	});
});

test.each([
	['echo out; exit 7', {
		retcode: 3032, message: 'Command exited non-zero: 7', data: 'out\n', exitcode: 7, signal: null,
	}, 7],
	['kill -9 $$', {
		retcode: 3033, message: 'Killed by signal: SIGKILL', exitcode: null, signal: 'SIGKILL',
	}, -1],
	['-t 1 sleep 60', {
		retcode: 3031, message: 'Execution timed out', exitcode: null, signal: 'SIGINT',
	}, -1],
	['nosuchcommand', {retcode: 3032, exitcode: 127}, 127],
])('%s fails with an answer', async (args, body, statusCode) => {
	expect(await call(args)).toMatchObject({body: {resp: 'failed', ...body}, statusCode});
});

test.each([
	['', 'no command line'],
	['-t 0 true', '-t takes'],
	['echo a\0b', 'NUL'],
	[`echo ${'x'.repeat(131_072)}`, 'longer than 128 KiB'],
])('%j is an invalid parameter', async (args, text) => {
	const {body, statusCode} = await call(args);
	expect(body).toMatchObject({resp: 'failed', retcode: 3021});
	expect(body['message']).toContain(text);
	expect(statusCode).toBe(-1);
});

test('the longest command line that can run does', async () => {
	const {body} = await call(`echo ${'x'.repeat(131_066)}`);
	expect(body).toMatchObject({retcode: 2, truncated: {stdout: 131_067 - 65_536}});
});

test('nothing runs where the shell is not allowed', async () => {
	const {body, message} = await call('touch /should-not-exist', {allowShell: false});
	expect(body).toEqual({
		resp: 'failed', retcode: 3023, message: 'Permission denied: sync.bash is switched off on this host', hint: expect.stringMatching(/ARTHAS_TUI_SERVE_USERNAME.*--allow bash/u) as string,
	});
	expect(message).toBe(body['message']);
});

test('an unknown user or group is named', async () => {
	expect(await call('-u nosuchuser true')).toMatchObject({body: {retcode: 3022, message: 'Unknown user or group: nosuchuser'}});
	expect(await call('-g nosuchgroup true')).toMatchObject({body: {retcode: 3022, message: 'Unknown user or group: nosuchgroup'}});
});

test('an interrupt before the start is an answer too', async () => {
	expect(await call('true', {signal: AbortSignal.abort()})).toMatchObject({body: {resp: 'failed', retcode: 3033}});
});

test.runIf(process.getuid?.() === 0)('root runs a command as the user that was asked for', async () => {
	expect((await call('-u nobody \'id -un; echo $HOME $USER\'')).body['data']).toMatch(/^nobody\n\S+ nobody\n$/);
	expect((await call('-g daemon id -gn')).body['data']).toBe('daemon\n');
});
