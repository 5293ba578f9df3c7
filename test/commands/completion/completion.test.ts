import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {completion} from '../../../source/commands/completion.js';
import {commands, flags, typedName} from '../../../source/commands/usage.js';
import {configFolder} from '../config/config-folder.js';
import {fakeContext} from '../fake-context.js';

async function script(shell: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
	const context = fakeContext({input: [shell], env});
	await expect(completion(context)).resolves.toBe(0);
	return context.printed.out;
}

test.each(['bash', 'zsh', 'fish'])('the script for %s knows every command and flag', async shell => {
	const text = await script(shell);
	for (const {name, choices = []} of commands) {
		for (const word of [name, ...choices]) {
			expect(text).toMatch(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'u'));
		}
	}

	for (const flag of flags) {
		const name = shell === 'fish' ? `-l ${typedName(flag).slice(2)}` : typedName(flag);
		expect(text).toMatch(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'u'));
		if (flag.short !== undefined && !(shell === 'bash' && flag.kind === 'boolean')) {
			expect(text).toMatch(new RegExp(`(?<![\\w-])${shell === 'fish' ? '-s ' : '-'}${flag.short}(?![\\w-])`, 'u'));
		}
	}
});

test.each(['bash', 'zsh', 'fish'])('%s itself takes the script, where it is installed', async shell => {
	const {error, status, stderr} = spawnSync(shell, ['-n'], {input: await script(shell), encoding: 'utf8'});
	expect((error as NodeJS.ErrnoException | undefined)?.code ?? 'installed').toMatch(shell === 'bash' ? /^installed$/u : /^(?:installed|ENOENT)$/u);
	expect(error ? 0 : status, stderr).toBe(0);
});

/** What bash would offer for the words, of which the last one is being typed. */
async function offers(...words: string[]): Promise<string[]> {
	return offersOf(await script('bash'), words);
}

function offersOf(text: string, words: string[]): string[] {
	const ask = `${text}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _arthas_tui; printf '%s\\n' "\${COMPREPLY[@]}"`;
	const printed = execFileSync('bash', ['-c', ask, 'bash', 'arthas-tui', ...words], {encoding: 'utf8'});
	return printed.split('\n').filter(Boolean);
}

test.each([
	[['a'], ['agents', 'attach']],
	[['--pro'], ['--profile']],
	[['agents', '--w'], ['--watch']],
	[['exec', '--w'], []],
	[['exec', '--on', ''], []],
	[['exec', '-o', ''], []],
	[['--server', 'serve', 'agents', '--w'], ['--watch']],
	[['completion', ''], ['bash', 'zsh', 'fish', '--profile', '--lang', '--read-only', '--debug', '--help', '--version']],
	[['serve', '--no'], ['--no-host-agent']],
	[['exec', '--no'], ['--no-loss']],
	[['c'], ['console', 'ctl', 'cron', 'completion']],
])('bash offers for %j: %j', async (words, expected) => {
	expect(await offers(...words)).toEqual(expected);
});

test('profiles are offered where they may stand, but none that a shell would split', async () => {
	await using folder = await configFolder();
	await folder.config({profiles: {prod: {}, 'pre-prod': {sever: 'typo'}, 'two words': {}}});
	const env = {XDG_CONFIG_HOME: folder.home};
	const bash = await script('bash', env);
	expect(offersOf(bash, ['pr'])).toEqual(['prod', 'pre-prod']);
	expect(offersOf(bash, ['agents', '--profile', 'pre'])).toEqual(['pre-prod']);
	expect(offersOf(bash, ['agents', 'pr'])).toEqual([]);
	for (const shell of ['zsh', 'fish']) {
		expect(await script(shell, env)).toMatch(/pre-prod/u);
	}

	await folder.config('{');
	expect(await script('bash', env)).not.toContain('prod');
});

test('bash offers files, blanks and all, where a flag takes one', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-completion-'));
	try {
		await writeFile(path.join(folder, 'my ca.pem'), '');
		expect(await offers('agents', '--ca', `${folder}/m`)).toEqual([`${folder}/my ca.pem`]);
	} finally {
		await rm(folder, {recursive: true});
	}
});

test.each([[[]], [['tcsh']], [['constructor']], [['bash', 'zsh']]])('%j is a mistake of usage that names the shells', async input => {
	await expect(completion(fakeContext({input}))).rejects.toMatchObject({code: 'ERR_USAGE', hint: 'write arthas-tui completion bash|zsh|fish'});
});
