import {
	existsSync, mkdtempSync, readFileSync, rmSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {hasPty, openPty, type Pty} from './open-pty.js';

const folder = mkdtempSync(path.join(tmpdir(), 'terminal-'));
const program = path.join(folder, 'program.mjs');

beforeAll(async () => {
	await build({
		entryPoints: [path.join(import.meta.dirname, 'program.ts')], outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error',
	});
});

afterAll(() => {
	rmSync(folder, {recursive: true});
});

const node = `'${process.execPath}' '${program}'`;
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');

/** Runs the program between two looks at the settings of the terminal. */
function run(): Pty {
	return openPty(`stty -a > before; ${node} 2> errors; echo "code=$?"; stty -a > after`, {cwd: folder});
}

const ready = async ({until}: Pty) => until(rows => rows[0]?.startsWith('ready') ?? false);
const pidOf = ([row = '']: string[]) => Number(/pid=(\d+)/u.exec(row)?.[1]);

/** The terminal is as it was before, to the last setting. */
async function expectRestored(pty: Pty): Promise<void> {
	await pty.ended;
	expect(read('after')).toBe(read('before'));
	expect(read('after')).toContain(' icanon');
	const {judge: {terminal, cursor}} = pty;
	expect({
		screen: terminal.buffer.active.type, paste: terminal.modes.bracketedPasteMode, mouse: terminal.modes.mouseTrackingMode, wrap: terminal.modes.wraparoundMode, cursor: cursor().isShown,
	}).toEqual({
		screen: 'normal', paste: false, mouse: 'none', wrap: true, cursor: true,
	});
	expect(pty.written().split('\u{1B}[?1049l')).toHaveLength(2);
}

describe.runIf(hasPty)('in a real terminal', () => {
	it.each([
		['close', 'mq', 0, ''],
		['exit', 'mx', 3, ''],
		['an error that nobody catches', 'mt', 1, 'thrown on purpose'],
		['a rejection that nobody handles', 'mr', 1, 'rejected on purpose'],
	])('%s leaves it as it was', async (_, keys, code, error) => {
		const pty = run();
		await ready(pty);
		pty.type(keys);
		await expectRestored(pty);
		expect(pty.written()).toContain(`code=${code}`);
		expect(read('errors')).toContain(error);
		// Neither answers to questions nor anything else is left for the shell.
		expect(pty.judge.rows().filter(row => row !== '')).toEqual([`code=${code}`]);
	});

	it.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130], ['SIGQUIT', 131]] as const)('%s leaves it as it was', async (signal, code) => {
		const pty = run();
		process.kill(pidOf(await ready(pty)), signal);
		await expectRestored(pty);
		expect(pty.written()).toContain(`code=${code}`);
	});

	it('shows what is typed, and survives keys before it is ready', async () => {
		const pty = run();
		await ready(pty);
		pty.type('abc\u{1B}[A');
		const [row] = await pty.until(rows => rows[0]?.includes('presses=4') ?? false);
		expect(row).toContain('size=80x24');
		pty.type('q');
		await expectRestored(pty);
	});

	it('does not wait for a terminal that takes nothing, and restores it all the same', async () => {
		rmSync(path.join(folder, 'wrote'), {force: true});
		const pty = run();
		await ready(pty);
		pty.stall(true);
		pty.type('w');
		await expect.poll(() => existsSync(path.join(folder, 'wrote')), {timeout: 10_000}).toBe(true);
		pty.stall(false);
		pty.type('q');
		await expectRestored(pty);
	});

	it('a signal restores it past everything that is still to be written', async () => {
		rmSync(path.join(folder, 'wrote'), {force: true});
		const pty = run();
		const pid = pidOf(await ready(pty));
		pty.stall(true);
		pty.type('w');
		await expect.poll(() => existsSync(path.join(folder, 'wrote')), {timeout: 10_000}).toBe(true);
		process.kill(pid, 'SIGTERM');
		pty.stall(false);
		await expectRestored(pty);
	});

	it('an editor gets it as it was, and then it is ours again', async () => {
		const pty = run();
		await ready(pty);
		pty.type('e');
		await pty.until(rows => rows[0]?.startsWith('again') ?? false);
		expect(read('during')).toBe(read('before'));
		expect(pty.written()).toContain('the editor ran');
		expect(pty.judge.terminal.buffer.active.type).toBe('alternate');
		pty.type('q');
		await pty.ended;
		expect(read('after')).toBe(read('before'));
	});

	it('Ctrl-Z gives it to the shell, and fg takes it back', async () => {
		const pty = openPty('bash --norc --noprofile -i', {cwd: folder, env: {PS1: '> '}});
		await pty.until(rows => rows.some(row => row.startsWith('>')));
		pty.type(`stty -a > before; ${node}\r`);
		await ready(pty);
		pty.type('\u{1A}');
		await pty.until(rows => rows.some(row => row.includes('Stopped')));
		expect(pty.judge.terminal.buffer.active.type).toBe('normal');
		pty.type('stty -a > stopped; echo $((6 * 7))\r');
		await pty.until(rows => rows.includes('42'));
		expect(read('stopped')).toBe(read('before'));
		pty.type('fg\r');
		await pty.until(rows => rows[0]?.startsWith('again') ?? false);
		expect(pty.judge.terminal.modes.bracketedPasteMode).toBe(true);
		pty.type('q');
		await pty.until(rows => !(rows[0]?.startsWith('again') ?? false));
		pty.type('stty -a > after; exit\r');
		await pty.ended;
		expect(read('after')).toBe(read('before'));
	});

	it('ends when the terminal goes away', async () => {
		const pty = run();
		const pid = pidOf(await ready(pty));
		pty.hangUp();
		await pty.ended;
		await expect.poll(() => {
			try {
				return process.kill(pid, 0);
			} catch {
				return false;
			}
		}, {timeout: 10_000}).toBe(false);
	});
});
