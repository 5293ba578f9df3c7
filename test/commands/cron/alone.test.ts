import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterAll, beforeAll, expect, test,
} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {cron} from '../../../source/commands/cron.js';
import {openOwnJobs} from '../../../source/commands/host/own-jobs.js';
import {fakeContext} from '../fake-context.js';

let home: string;
beforeAll(() => {
	home = mkdtempSync(path.join(tmpdir(), 'cron-alone-'));
});
afterAll(() => {
	rmSync(home, {recursive: true, force: true});
});

test('without a server the jobs of this host are listed, and none is changed', async () => {
	const env = {XDG_STATE_HOME: home, XDG_RUNTIME_DIR: home};
	const own = await openOwnJobs({env, err() {/* Nothing went wrong. */}});
	const add = own?.methods.find(({name}) => name === 'cron.add');
	await add?.run('{"name": "tidy", "cron": "0 0 6 * * *", "cmd": "true"}', {signal: new AbortController().signal});
	await own?.close();

	const listed = await run(['ls', 'tidy'], {json: true}, env);
	expect(listed.code).toBe(0);
	expect(JSON.parse(listed.out)).toMatchObject([{
		name: 'tidy', source: 'agent', next: null, note: 'nothing runs it until arthas-tui host, serve or the screen does',
	}]);
	const schedule = '0 0 6 * * *';
	await expect(run(['add', 'other'], {schedule, run: 'true', yes: true}, env)).rejects.toMatchObject({code: 'ERR_AGENT_GONE', message: 'nothing was changed: nothing runs the jobs of this host'});
	await expect(run(['rm', 'tidy'], {yes: true}, env)).rejects.toMatchObject({message: 'nothing was changed: nothing runs the jobs of this host'});
	expect(JSON.parse((await run(['ls', 'tidy'], {json: true}, env)).out)).toHaveLength(1);
});

async function run(input: string[], flags: Flags, env: NodeJS.ProcessEnv): Promise<{code: number; out: string}> {
	const context = fakeContext({flags, input, env});
	const code = await cron(context);
	return {code, out: context.printed.out};
}
