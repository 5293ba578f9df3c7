import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {spawn} from 'node-pty';
import {expect, test} from 'vitest';

const source = new URL('../../../source/commands/cron/ask-yes.ts', import.meta.url).href;

/** Asks in a terminal of its own, and hears of Ctrl-C as the program does. */
const program = `
	import {askYes} from '${source}';
	const interrupted = new AbortController();
	process.on('SIGINT', () => interrupted.abort());
	try {
		await askYes({flags: {}, interrupted: interrupted.signal}, 'send it?');
		console.log('agreed');
	} catch (error) {
		console.log(interrupted.signal.aborted ? 'interrupted' : error.code);
	}
`;

test.each([
	['y\r', 'agreed'], ['YES\r', 'agreed'], ['n\r', 'ERR_AUTH_POLICY'], ['\r', 'ERR_AUTH_POLICY'], ['yeah\r', 'ERR_AUTH_POLICY'], ['\u0003', 'interrupted'], ['\u0004', 'ERR_AUTH_POLICY'],
])('asked in a terminal, %j means %s', async (keys, outcome) => {
	const terminal = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {cwd: fileURLToPath(new URL('../../..', import.meta.url)), cols: 80, rows: 24});
	let [shown, isAsked] = ['', false];
	terminal.onData(text => {
		shown += text;
		if (!isAsked && shown.includes('[y/N]')) {
			isAsked = true;
			terminal.write(keys);
		}
	});
	await new Promise<void>(resolve => {
		terminal.onExit(() => {
			resolve();
		});
	});
	expect(shown).toContain(outcome);
}, 30_000);
