import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openJourney, type Journey} from './terminal.js';

const state = '.local/state/arthas-tui';

async function openPrompt(journey: Journey): Promise<void> {
	await journey.until(/1 up/u);
	journey.act('agents.open');
	await journey.until('a command for');
}

describe('the history', () => {
	it('has lines that can\'t be read: they are told and left alone, the others are there', async () => {
		const text = '{"time":"2026-11-21T10:00:00.000Z","agent":"vm","line":"getinfo.users"}\nnonsense\n{"time":17}\n';
		await using journey = await openJourney({files: {[`${state}/history.jsonl`]: text}});
		await openPrompt(journey);
		journey.press('up');
		await journey.until('look > getinfo.users');
		await journey.until('the history has 2 lines that can\'t be read; they are left alone');
		journey.type('\r');
		await journey.until(/getinfo\.users +look +\d+ ms/u);
		expect(readFileSync(path.join(journey.folder, state, 'history.jsonl'), 'utf8').startsWith(text)).toBe(true);
	});

	it('can\'t be written: it is told, and what was run is there as long as the program is', async () => {
		await using journey = await openJourney({files: {[state]: 'no folder'}});
		await openPrompt(journey);
		journey.type('getinfo.kernel\r');
		await journey.until('sysname');
		await journey.until(/the history is not (?:kept|read)/u);
		journey.press('up');
		await journey.until('look > getinfo.kernel');
		journey.press('ctrl-c', 'f6 q');
		await journey.until('in service');
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		await journey.until('the layout is not kept');
	});
});

describe('$EDITOR', () => {
	it.each([
		['is missing', '/no/such/editor', /failed: not found/u],
		['fails', 'false', /failed: exit 1/u],
		['is killed', 'kill -9 $$;', /failed: SIGKILL/u],
	])('%s: it is told, and the text is as it was', async (_, editor, told) => {
		await using journey = await openJourney({env: {EDITOR: editor}});
		await openPrompt(journey);
		journey.type('getinfo.ker');
		await journey.until('getinfo.ker');
		journey.act('command.editor');
		await journey.until(told);
		expect(journey.text()).toContain('> getinfo.ker');
		journey.type('nel\r');
		await journey.until('sysname');
	});

	it('has the terminal while it runs, and its text comes back', async () => {
		await using journey = await openJourney({env: {EDITOR: String.raw`stty -a > $HOME/inside; printf "getinfo.kernel\n" >`}});
		await openPrompt(journey);
		journey.act('command.editor');
		await journey.until('look > getinfo.kernel');
		expect(readFileSync(path.join(journey.folder, 'inside'), 'utf8')).toMatch(/ icanon .* echo /su);
		journey.type('\r');
		await journey.until('sysname');
	});
});

it('1 MB that is pasted comes whole through a real terminal', async () => {
	await using journey = await openJourney();
	await openPrompt(journey);
	journey.paste('version\n'.repeat(1 << 17));
	await journey.until('131072 lines');
	journey.act('overlay.close');
	await journey.until('a command for');
	journey.type('getinfo.kernel\r');
	await journey.until('sysname');
});
