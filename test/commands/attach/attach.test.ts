import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {attach, detach} from '../../../source/commands/attach.js';
import {attachmentsToJoin} from '../../../source/commands/attach/own-attachments.js';
import {explain} from '../../../source/core/explain.js';
import {fakeContext} from '../fake-context.js';

test.each([['attach', attach], ['detach', detach]])('%s refuses in read-only mode with the code of policies, whoever is meant', async (_, command) => {
	await using runtime = await temporary();
	const context = fakeContext({input: ['1'], settings: {readOnly: true}, env: {XDG_STATE_HOME: runtime.folder}});
	await expect(command(context)).rejects.toSatisfy(error => explain(error).exitCode === 4);
});

test('attach says that there is no such JVM, and detach that nothing was attached to it', async () => {
	await using runtime = await temporary();
	const context = fakeContext({input: ['999999999'], env: {XDG_STATE_HOME: runtime.folder}});
	await expect(attach(context)).rejects.toMatchObject({code: 'ERR_USAGE', message: 'no JVM of this host has the number 999999999'});
	await expect(detach(context)).rejects.toMatchObject({code: 'ERR_USAGE', message: expect.stringContaining('nothing was attached to 999999999') as string});
	expect(await detach(fakeContext({env: {XDG_STATE_HOME: runtime.folder}}))).toBe(0);
});

test('attach without a PID lists what runs, as JSON for programs', async () => {
	const context = fakeContext({flags: {json: true}});
	expect(await attach(context)).toBe(0);
	expect(JSON.parse(context.printed.out)).toBeInstanceOf(Array);
});

test('what others can read is used by nobody: detach refuses, and a server says that it goes on without', async () => {
	await using state = await temporary();
	await mkdir(path.join(state.folder, 'arthas-tui', 'attached'), {recursive: true, mode: 0o755});
	const env = {XDG_STATE_HOME: state.folder};
	await expect(detach(fakeContext({env}))).rejects.toMatchObject({code: 'ERR_CONFIG_SECRET', message: expect.stringContaining('open to other users') as string});
	const told: string[] = [];
	expect(attachmentsToJoin(env, trouble => told.push(trouble))).toBeUndefined();
	expect(told).toEqual([expect.stringContaining('left out')]);
});

async function temporary(): Promise<AsyncDisposable & {folder: string}> {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-runtime-'));
	return {folder, [Symbol.asyncDispose]: async () => rm(folder, {recursive: true, force: true})};
}
