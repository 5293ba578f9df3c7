import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openJourney, type Journey} from './terminal.js';

/** A shell that writes down how its terminal was before the program, and how it is after it. */
const between = 'stty -a > $HOME/before; "$NODE" "$CLI" 2> $HOME/err & pid=$!; echo $pid > $HOME/pid; fg > /dev/null; code=$?; stty -a > $HOME/after; exit $code';
const shell = `set -m; ${between}`;

const escape = '\u{1B}';

function read(journey: Journey, name: string): string {
	return readFileSync(path.join(journey.folder, name), 'utf8');
}

function signal(journey: Journey, name: NodeJS.Signals): void {
	process.kill(Number(read(journey, 'pid')), name);
}

/** What was switched on of the terminal's own modes, by the last word on each. */
function modesLeftOn(written: string): string[] {
	const modes = new Map<string, boolean>();
	for (const {groups} of written.matchAll(new RegExp(`${escape}\\[\\?(?<numbers>[\\d;]+)(?<word>[hl])`, 'gu'))) {
		for (const mode of groups?.['numbers']?.split(';') ?? []) {
			modes.set(mode, groups?.['word'] === 'h');
		}
	}

	// The cursor and autowrap are on in a terminal that nobody changed.
	return [...modes].filter(([mode, isOn]) => isOn !== ['25', '7'].includes(mode)).map(([mode]) => mode);
}

function expectAsBefore(journey: Journey): void {
	expect(read(journey, 'before')).toMatch(/icanon/u);
	expect(read(journey, 'after')).toBe(read(journey, 'before'));
	expect(modesLeftOn(journey.written())).toEqual([]);
	expect(journey.screen.buffer.active.type).toBe('normal');
	expect(journey.text()).not.toContain('agents');
}

/** Throws inside the program when it gets SIGUSR1, as a defect of ours would, where nothing catches it. */
const fault = (how: string) => ({NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR1', () => {${how}})`)}`});

describe('however the program ends, the terminal is as before', () => {
	it.each([
		'SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGALRM', 'SIGVTALRM', 'SIGUSR2', 'SIGXCPU', 'SIGXFSZ', 'SIGSYS', 'SIGTRAP', 'SIGIO', 'SIGPWR', 'SIGSTKFLT',
	] as const)('%s', async name => {
		await using journey = await openJourney({command: shell, files: {'.config/arthas-tui/screen.json': '{"mouse": true}'}});
		await journey.until(/1 up/u);
		journey.act('pane.split-right');
		await journey.until('choose an agent');
		signal(journey, name);
		await journey.ended;
		expectAsBefore(journey);
		expect(read(journey, 'err')).toBe('');
		const [layout = ''] = readdirSync(path.join(journey.folder, '.local/state/arthas-tui/layouts'));
		expect(read(journey, `.local/state/arthas-tui/layouts/${layout}`)).toContain('"chooser": true');
	});

	it('q', async () => {
		await using journey = await openJourney({command: shell});
		await journey.until(/1 up/u);
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		expectAsBefore(journey);
		expect(read(journey, 'err')).toBe('');
	});

	it.each([
		['an error that nobody catches', 'setTimeout(() => {throw new Error("inside core")})'],
		['a rejection that nobody handles', 'Promise.reject(new Error("inside core"))'],
		['process.exit', 'console.error("inside core"); process.exit(1)'],
	])('%s', async (_, how) => {
		await using journey = await openJourney({command: shell, env: fault(how)});
		await journey.until(/1 up/u);
		signal(journey, 'SIGUSR1');
		expect(await journey.ended).toBe(1);
		expectAsBefore(journey);
		expect(read(journey, 'err')).toMatch(/^inside core/u);
	});

	it('a signal while a stream is painted and what runs does not end', async () => {
		await using journey = await openJourney({command: shell});
		await journey.until(/1 up/u);
		journey.act('agents.open');
		await journey.until('a command for');
		journey.type('sync.bash sleep 1000\r');
		await journey.until('enter sends it');
		await journey.insist('command.confirm', () => journey.text().includes('sync.bash runs'));
		signal(journey, 'SIGTERM');
		await journey.ended;
		expectAsBefore(journey);
	});

	it('a stop by the shell gives it back, and going on draws all again', async () => {
		const stopped = 'stty -a > $HOME/before; "$NODE" "$CLI" 2> $HOME/err; stty -a > $HOME/after; echo "--- stopped"; read line; fg > /dev/null; stty -a > $HOME/after; echo "--- ended"';
		await using journey = await openJourney({command: `set -m; ${stopped}`});
		await journey.until(/1 up/u);
		journey.press('ctrl-z');
		await journey.until('--- stopped');
		expectAsBefore(journey);
		journey.type('\r');
		await journey.until(/1 up/u);
		expect(journey.screen.buffer.active.type).toBe('alternate');
		journey.act('agents.open');
		await journey.until('a command for');
		journey.act('pane.close', true);
		await journey.until('in service');
		journey.act('app.leave');
		await journey.until('--- ended');
		expectAsBefore(journey);
		expect(read(journey, 'err')).toBe('');
	});

	it('SIGTSTP and SIGCONT of somebody else do the same', async () => {
		await using journey = await openJourney({command: `set -m; ${between.replace('fg >', 'fg > /dev/null; stty -a > $HOME/after; echo "--- stopped"; read line; fg >')}`});
		await journey.until(/1 up/u);
		signal(journey, 'SIGTSTP');
		await journey.until('--- stopped');
		expectAsBefore(journey);
		journey.type('\r');
		await journey.until(/1 up/u);
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		expectAsBefore(journey);
	});

	it('what Node or a library prints is told in a notice, and stands behind the screen at the end', async () => {
		const prints = 'process.emitWarning("odd warning"); console.error("odd error"); console.log("odd words");';
		// The title is the last that comes of it.
		await using journey = await openJourney({env: fault(`${prints} setTimeout(() => process.stdout.write("\\x1b]0;told\\x07"))`)});
		await journey.until(/1 up/u);
		const titles: string[] = [];
		journey.screen.onTitleChange(title => titles.push(title));
		journey.kill('SIGUSR1');
		await journey.until(() => titles.includes('told'));
		const rows = (await journey.until('library says: Warning: odd warning')).split('\n');
		expect(rows.filter(row => row.includes('odd') && !row.includes('library says: '))).toEqual([]);
		expect(rows.join('\n')).not.toContain('(node:');
		journey.press('esc');
		await journey.until(text => !text.includes('odd'));
		journey.act('app.log');
		await journey.until(/odd error[^]*odd words[^]*Warning: odd warning|Warning: odd warning[^]*odd words[^]*odd error/u);
		journey.act('pane.close');
		await journey.until(text => text.includes('1 up') && !text.includes('odd'));
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		await journey.until(/odd error\s[^]*odd words\s/u);
		expect(journey.text()).toContain('Warning: odd warning');
		expect(journey.screen.buffer.active.type).toBe('normal');
	});

	it('an error that nobody catches is told behind the screen, where stderr is the terminal', async () => {
		await using journey = await openJourney({env: fault('console.error("odd error"); setTimeout(() => {throw new Error("inside core")})')});
		await journey.until(/1 up/u);
		journey.kill('SIGUSR1');
		expect(await journey.ended).toBe(1);
		await journey.until(/inside core[^]*odd error|odd error[^]*inside core/u);
		expect(journey.text()).not.toContain('1 up');
	});

	it('a terminal that hangs up ends the program', async () => {
		await using journey = await openJourney();
		await journey.until(/1 up/u);
		journey.hangUp();
		await journey.ended;
	});
});
