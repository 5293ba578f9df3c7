import {mkdtemp, rm} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {agents} from '../../../source/commands/agents.js';
import {ownAttachments} from '../../../source/commands/attach/own-attachments.js';
import {exec} from '../../../source/commands/exec.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {fakeContext, type FakeContext} from '../fake-context.js';

const disposables: AsyncDisposable[] = [];
afterEach(async () => {
	for (const one of disposables.splice(0).reverse()) {
		await one[Symbol.asyncDispose]();
	}
});

/** A JVM, for which this process stands, attached with this password; it wants `made-here`. */
async function attached(password: string): Promise<{context: (parts: Parameters<typeof fakeContext>[0]) => FakeContext}> {
	const state = await mkdtemp(path.join(tmpdir(), 'arthas-tui-absent-'));
	disposables.push({[Symbol.asyncDispose]: async () => rm(state, {recursive: true, force: true})});
	const jvm = await startArthasApi({auth: {username: 'arthas-tui', password: 'made-here'}});
	disposables.push(jvm);
	const env = {XDG_STATE_HOME: state, XDG_RUNTIME_DIR: state};
	ownAttachments(env).add({
		pid: process.pid, agentId: 'game_1', port: jvm.port, username: 'arthas-tui', password,
	}, {});
	return {context: parts => fakeContext({...parts, env})};
}

test('a command finds at once what was attached before', async () => {
	const {context} = await attached('made-here');
	const asked = context({flags: {on: 'jvm'}, input: ['version']});
	expect(await exec(asked)).toBe(0);
	expect(asked.printed.out).toContain('4.1.5');
	expect(asked.printed.err).toBe('');
});

test('one that has not joined is named, and is not taken for one that isn\'t there', async () => {
	const {context} = await attached('another');
	const without = context({input: ['version']});
	await expect(exec(without)).rejects.toMatchObject({code: 'ERR_USAGE', message: expect.stringMatching(/2 agents are in reach: .*game_1/u) as string});
	expect(without.printed.err).toMatch(/^game_1 is attached and has not joined: /u);
	expect(without.printed.out).toBe('');

	const meant = context({flags: {on: 'jvm'}, input: ['version']});
	expect(await exec(meant), 'not reached').toBe(3);
	expect(meant.printed.out).not.toContain('4.1.5');

	const other = context({flags: {on: hostname()}, input: ['getinfo.kernel']});
	expect(await exec(other)).toBe(0);

	const list = context({flags: {json: true}});
	expect(await agents(list)).toBe(1);
	expect(JSON.parse(list.printed.out)).toContainEqual(expect.objectContaining({id: 'game_1', kind: 'jvm', status: 'down'}));
	const hosts = context({flags: {json: true}, input: ['host']});
	expect(await agents(hosts)).toBe(0);
}, 20_000);
