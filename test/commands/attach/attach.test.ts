import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {attach, detach} from '../../../source/commands/attach.js';
import {doorOf} from '../../../source/commands/attach/door-of.js';
import {explain} from '../../../source/core/explain.js';
import {fakeContext} from '../fake-context.js';

test.each([['attach', attach], ['detach', detach]])('%s refuses in read-only mode with the code of policies, whoever is meant', async (_, command) => {
	await using runtime = await temporary();
	const context = fakeContext({input: ['1'], settings: {readOnly: true}, env: {XDG_RUNTIME_DIR: runtime.folder}});
	await expect(command(context)).rejects.toSatisfy(error => explain(error).exitCode === 4);
});

test('attach says that there is no such JVM, and detach that nothing was attached to it', async () => {
	await using runtime = await temporary();
	const context = fakeContext({input: ['999999999'], env: {XDG_RUNTIME_DIR: runtime.folder}});
	await expect(attach(context)).rejects.toMatchObject({code: 'ERR_USAGE', message: 'no JVM of this host has the number 999999999'});
	await expect(detach(context)).rejects.toMatchObject({code: 'ERR_USAGE', message: expect.stringContaining('nothing was attached to 999999999') as string});
	expect(await detach(fakeContext({env: {XDG_RUNTIME_DIR: runtime.folder}}))).toBe(0);
});

test('attach without a PID lists what runs, as JSON for programs', async () => {
	const context = fakeContext({flags: {json: true}});
	expect(await attach(context)).toBe(0);
	expect(JSON.parse(context.printed.out)).toBeInstanceOf(Array);
});

test.each([
	[{tunnel: '127.0.0.1:7777', tls: false}, 'ws://127.0.0.1:7777/ws'],
	[{tunnel: '0.0.0.0:7777', tls: false}, 'ws://127.0.0.1:7777/ws'],
	[{tunnel: '[::]:7777', tls: true}, 'wss://[::1]:7777/ws'],
])('the door of %j is at %s', (server, url) => {
	expect(doorOf(server)).toBe(url);
});

async function temporary(): Promise<AsyncDisposable & {folder: string}> {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-runtime-'));
	return {folder, [Symbol.asyncDispose]: async () => rm(folder, {recursive: true, force: true})};
}
