import {Buffer} from 'node:buffer';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {agentOf} from '../../ui/agents/fleet.js';
import {openStage, type Stage} from '../stage.js';

const agents = [agentOf('order-1'), agentOf('order-2', {status: 'down'})];

const escape = '\u{1B}';

/** What programs write that a terminal of this kind may not know, as the test names it. */
const knows = {
	truecolor: /\[(?:\d+;)*[34]8;2;/u, indexed: /\[(?:\d+;)*[34]8;5;/u, colors: /\[(?:\d+;)*[349][0-7]m/u, strings: new RegExp(`${escape}\\]`, 'u'), synchronized: /\[\?2026/u,
};

async function written(env: Record<string, string>): Promise<Stage & AsyncDisposable> {
	const stage = await openStage({agents, env});
	await stage.until('order-2');
	stage.press('down', '?');
	await stage.until('close');
	stage.press('esc');
	await stage.until(text => text.includes('order-1') && text.includes('leave'));
	return stage;
}

describe('terminals of all kinds get what they know', () => {
	it.each<[string, Record<string, string>, Partial<Record<keyof typeof knows, boolean>>]>([
		['truecolor', {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, {truecolor: true, synchronized: true}],
		['COLORTERM absent', {TERM: 'xterm-256color'}, {truecolor: false, indexed: true}],
		['TERM=xterm', {TERM: 'xterm'}, {truecolor: false, indexed: false}],
		['the console of Linux', {TERM: 'linux'}, {
			truecolor: false, indexed: false, strings: false, synchronized: false,
		}],
		['tmux', {TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0'}, {truecolor: false, indexed: true}],
		['screen', {TERM: 'screen', STY: '1.pts-0.host'}, {truecolor: false, indexed: false}],
		['NO_COLOR', {TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1'}, {truecolor: false, indexed: false, colors: false}],
		['one that nobody knows', {TERM: 'wyse-9000'}, {truecolor: false}],
	])('%s', async (_, env, expected) => {
		await using stage = await written(env);
		const text = stage.terminal.written();
		expect(Object.fromEntries(Object.entries(knows).filter(([name]) => name in expected).map(([name, pattern]) => [name, pattern.test(text)]))).toEqual(expected);
	});

	it('says by signs what it says by colour', async () => {
		await using stage = await written({TERM: 'xterm', NO_COLOR: '1'});
		expect(stage.text()).toMatch(/▌agents/u);
		expect(stage.text()).toMatch(/order-1 .*● in service/u);
		expect(stage.text()).not.toMatch(/order-2 .*● /u);
	});
});

/** Copies the whole value of a property. */
async function copyValue(env: Record<string, string>, value: string): Promise<{stage: Stage; text: string}> {
	const stage = await openStage({agents, env, script: {answers: {sysprop: [{type: 'sysprop', props: {big: value}}]}}});
	await stage.until('order-1');
	stage.screen.program.screen.copy(value);
	await stage.until(/copied|written to|not copied/u);
	return {stage, text: stage.terminal.written()};
}

describe('what is copied', () => {
	it('goes to the clipboard by OSC 52, one line or more', async () => {
		const {stage, text} = await copyValue({TERM: 'xterm-256color'}, 'a "value"\nof two lines');
		await using _ = stage;
		expect(text).toContain(`\u{1B}]52;c;${Buffer.from('a "value"\nof two lines').toString('base64')}\u{7}`);
		expect(stage.text()).toContain('copied 2 lines, 22 bytes');
		stage.screen.program.screen.copy('x');
		await stage.until('copied 1 line, 1 byte');
	});

	it('goes through tmux to the terminal around it', async () => {
		const {stage, text} = await copyValue({TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'abc');
		await using _ = stage;
		expect(text).toContain('\u{1B}Ptmux;\u{1B}\u{1B}]52;c;YWJj\u{7}\u{1B}\\');
	});

	it('goes through screen in pieces that it takes', async () => {
		const {stage, text} = await copyValue({TERM: 'screen', STY: '1.pts-0.host'}, 'abc'.repeat(2000));
		await using _ = stage;
		const pieces = text.split(`${escape}P`).slice(1).map(rest => rest.split(`${escape}\\`)[0] ?? '');
		expect(pieces.join('')).toContain(Buffer.from('abc'.repeat(2000)).toString('base64'));
		expect(Math.max(...pieces.map(({length}) => length))).toBeLessThan(764);
	});

	it.each([
		['is too large for it', {TERM: 'xterm-256color'}, 'x'.repeat(200_000)],
		['has no clipboard to go to', {TERM: 'linux'}, 'abc'],
	])('goes into a file that is named where it %s', async (_, env, value) => {
		const {stage, text} = await copyValue(env, value);
		await using __ = stage;
		expect(text).not.toContain(']52;');
		const file = readdirSync(stage.folder).find(name => name.startsWith('copied-'));
		expect(readFileSync(path.join(stage.folder, file ?? ''), 'utf8')).toBe(value);
		expect(stage.text().replaceAll(/\s/gu, '')).toContain(file);
	});

	it('is told where it can\'t go anywhere', async () => {
		await using stage = await openStage({agents, env: {TERM: 'linux'}, screen: {stateFolder: '/dev/null/none'}});
		await stage.until('order-1');
		stage.screen.program.screen.copy('abc');
		await stage.until(/not copied: .*ENOTDIR/u);
	});
});
