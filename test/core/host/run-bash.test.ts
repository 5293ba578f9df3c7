import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {
	mkdtempSync, rmSync, watch, readFileSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {afterAll, expect, test} from 'vitest';
import {ArthasError} from '../../../source/core/error.js';
import {runBash, type BashOptions} from '../../../source/core/host/run-bash.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'bash-'));
afterAll(() => {
	rmSync(folder, {recursive: true});
});

const run = async (command: string, options: Partial<BashOptions> = {}) => runBash({
	command, timeoutMs: 10_000, graceMs: 60, signal: new AbortController().signal, ...options,
});

/** A file that a command writes its news into, and the wait for it. */
function newsFile(name: string) {
	const file = path.join(folder, name);
	writeFileSync(file, '');
	const text = () => readFileSync(file, 'utf8').trim();
	return {
		file,
		text,
		async until(accept: (text: string) => boolean) {
			const watcher = watch(file);
			while (!accept(text())) {
				await once(watcher, 'change');
			}

			watcher.close();
			return text();
		},
	};
}

/** Resolves when a process is gone. A zombie counts as gone: in a container nobody may be there to bury it. */
async function gone(pid: number): Promise<void> {
	for (;;) {
		try {
			process.kill(pid, 0);
			if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) {
				return;
			}
		} catch {
			return;
		}

		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}

test('output, errors and the exit code are told apart', async () => {
	expect(await run('echo out; echo err >&2; exit 3')).toMatchObject({
		stdout: 'out\n', stderr: 'err\n', exitCode: 3, signal: null, timedOut: false, truncated: {stdout: 0, stderr: 0},
	});
	expect(await run('true')).toMatchObject({stdout: '', exitCode: 0});
	expect(await run('kill -TERM $$')).toMatchObject({exitCode: null, signal: 'SIGTERM'});
});

test('it is bash, from the root folder, without input, in a group of its own', async () => {
	const {stdout} = await run('[[ 1 == 1 ]] && pwd; cat | wc -c; ps -o pgid= -p $$ | tr -d " "; echo $$; tty');
	const [folderName, input, group, pid, tty] = stdout.split('\n').map(line => line.trim());
	expect([folderName, input, tty]).toEqual(['/', '0', 'not a tty']);
	expect(group).toBe(pid);
});

test('secrets of this program do not reach a command', async () => {
	process.env['ARTHAS_TUI_PASSWORD'] = 'secret';
	process.env['UNRELATED'] = 'kept';
	try {
		expect((await run('echo "[$ARTHAS_TUI_PASSWORD] [$UNRELATED] [$MORE]"', {env: {MORE: 'added'}})).stdout).toBe('[] [kept] [added]\n');
	} finally {
		delete process.env['ARTHAS_TUI_PASSWORD'];
		delete process.env['UNRELATED'];
	}
});

test('each output is kept up to its bound, the rest is counted and the command goes on', async () => {
	const outcome = await run(String.raw`head -c 200000 /dev/zero | tr "\0" x; head -c 70000 /dev/zero | tr "\0" y >&2; exit 4`);
	expect(outcome.stdout).toBe('x'.repeat(65_536));
	expect(outcome.stderr).toBe('y'.repeat(65_536));
	expect(outcome.truncated).toEqual({stdout: 200_000 - 65_536, stderr: 70_000 - 65_536});
	expect(outcome.exitCode).toBe(4);
});

test('a character that the bound cuts in two is left out', async () => {
	expect(await run('printf "aé€"', {outputLimit: 5})).toMatchObject({stdout: 'aé', truncated: {stdout: 1}});
	expect(await run(String.raw`printf "a\xff"`)).toMatchObject({stdout: 'a\uFFFD', truncated: {stdout: 0}});
});

test('at its time limit a command is interrupted', async () => {
	const outcome = await run('echo begun; sleep 60', {timeoutMs: 100});
	expect(outcome).toMatchObject({
		stdout: 'begun\n', exitCode: null, signal: 'SIGINT', timedOut: true,
	});
	expect(outcome.elapsedMs).toBeGreaterThanOrEqual(95);
	expect(outcome.elapsedMs).toBeLessThan(5000);
});

test('a command may clean up when it is interrupted', async () => {
	expect(await run('trap "echo cleaned; exit 9" INT; while :; do sleep 0.01; done', {timeoutMs: 100})).toMatchObject({stdout: 'cleaned\n', exitCode: 9, timedOut: true});
});

test('two interrupts, then the kill', async () => {
	const outcome = await run('trap "echo no" INT; while :; do sleep 0.01; done', {timeoutMs: 100, graceMs: 150});
	expect(outcome).toMatchObject({stdout: 'no\nno\n', signal: 'SIGKILL', timedOut: true});
	expect(outcome.elapsedMs).toBeGreaterThanOrEqual(395);
});

test('the whole group dies, a stubborn grandchild with its own output too', async () => {
	const news = newsFile('grandchild');
	const script = `bash -c 'trap "" INT; (trap "" INT; echo $BASHPID > ${news.file}; exec sleep 600 >/dev/null 2>&1) & wait'`;
	const controller = new AbortController();
	const running = run(script, {signal: controller.signal});
	const pid = Number(await news.until(text => text !== ''));
	controller.abort();
	expect(await running).toMatchObject({timedOut: false});
	await gone(pid);
});

test('an interrupt ends a command as its time limit does', async () => {
	const controller = new AbortController();
	const news = newsFile('started');
	const running = run(`echo yes > ${news.file}; sleep 60`, {signal: controller.signal});
	await news.until(text => text === 'yes');
	controller.abort();
	expect(await running).toMatchObject({signal: 'SIGINT', timedOut: false});
});

test('when the agent closes, nothing is asked any more', async () => {
	const controller = new AbortController();
	const news = newsFile('closing');
	const running = run(`trap "" INT; echo yes > ${news.file}; while :; do sleep 0.01; done`, {signal: controller.signal, graceMs: 60_000});
	await news.until(text => text === 'yes');
	controller.abort(new ArthasError('ERR_CLOSED', 'closed'));
	expect(await running).toMatchObject({signal: 'SIGKILL'});
});

test('it waits for the end of the output, and no longer than its time limit', async () => {
	expect(await run('(sleep 0.1; echo late) & echo now')).toMatchObject({stdout: 'now\nlate\n', exitCode: 0, timedOut: false});
	// The child has left the group and cannot be signalled, but it holds the pipe.
	const news = newsFile('escaped');
	const outcome = await run(`setsid bash -c 'echo $$ > ${news.file}; exec sleep 600' & until [ -s ${news.file} ]; do sleep 0.01; done; echo now`, {timeoutMs: 1500});
	process.kill(Number(news.text()), 'SIGKILL');
	expect(outcome).toMatchObject({stdout: 'now\n', exitCode: 0, timedOut: true});
});

test('a service that closed its output is left alone', async () => {
	const news = newsFile('service');
	const outcome = await run(`sleep 600 >/dev/null 2>&1 </dev/null & echo $! > ${news.file}`);
	const pid = Number(news.text());
	expect(outcome).toMatchObject({exitCode: 0, timedOut: false});
	expect(process.kill(pid, 0)).toBe(true);
	process.kill(pid, 'SIGKILL');
});

test('a program that ends takes its commands along', async () => {
	const news = newsFile('orphan');
	const source = new URL('../../../source/core/host/run-bash.ts', import.meta.url).href;
	const program = `
		import {runBash} from '${source}';
		import {readFileSync} from 'node:fs';
		void runBash({command: 'echo $$ > ${news.file}; trap "" INT TERM HUP; sleep 600', timeoutMs: 60_000, signal: new AbortController().signal});
		setInterval(() => {
			if (readFileSync('${news.file}', 'utf8') !== '') {
				process.exit(0);
			}
		}, 5);
	`;
	await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
	await gone(Number(news.text()));
});

test('what was interrupted before it began does not begin', async () => {
	await expect(run('true', {signal: AbortSignal.abort()})).rejects.toThrow('aborted');
});

test.runIf(process.getuid?.() === 0)('another user has nothing but its own rights', async () => {
	const {stdout} = await run('id -u; id -g; id -G', {uid: 65_534, gid: 65_534});
	expect(stdout).toBe('65534\n65534\n65534\n');
});
