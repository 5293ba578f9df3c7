import {expect, test} from 'vitest';
import {runPasswordCommand} from '../../../source/commands/config/password-command.js';

test('a command that takes too long is ended, even when what it started holds the pipe', async () => {
	const startedAt = performance.now();
	await expect(runPasswordCommand('sleep 20 & sleep 20', 'passwordCommand of x', {env: process.env, timeoutMs: 50})).rejects.toMatchObject({
		code: 'ERR_CONFIG_SECRET', message: 'passwordCommand of x gave no password in time',
	});
	expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('a flood is cut, not kept', async () => {
	await expect(runPasswordCommand(String.raw`head -c 10000000 /dev/zero | tr "\0" x`, 'x', {env: process.env})).resolves.toHaveLength(65_536);
});

test('without a shell it says so', async () => {
	await expect(runPasswordCommand('echo x', 'x', {env: {PATH: '/nowhere'}})).rejects.toMatchObject({code: 'ERR_CONFIG_SECRET', hint: expect.stringContaining('PATH') as string});
});
