import {readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openJourney} from './terminal.js';

describe('whoever comes back', () => {
	it('finds the panes as they were, and the commands of before', async () => {
		await using first = await openJourney();
		await first.until(/1 up/u);
		first.act('agents.open');
		await first.until('a command for');
		first.type('getinfo.kernel\r');
		await first.until('sysname');
		first.act('pane.split-below', true);
		await first.until('choose an agent');
		first.act('app.palette');
		first.type('app.quit');
		first.act('palette.run');
		expect(await first.ended).toBe(0);

		await using second = await openJourney({home: first.folder});
		const text = await second.until(/1 up/u);
		expect(text).toContain('choose an agent');
		expect(text).toMatch(/2 \S+\*/u);
		second.act('pane.close');
		await second.until(shown => !shown.includes('choose an agent'));
		second.press('up');
		await second.until('look > getinfo.kernel');
	});

	it.each([
		['no JSON', '{\n\t"theme": "dark",,\n}', /screen\.json, line 2: .*the defaults hold/u],
		['an unknown theme', '{\n\n\t"theme": "pink"\n}', /screen\.json, line 3: .*theme.* must be one of auto, dark/u],
		['a key that is none', '{"keys": {"pane.zoom": "hyper-z"}}', /keys of pane\.zoom: “hyper-z” is no key/u],
		['an action that is none', '{"keys": {"pane.zom": "f9"}}', /there is no action pane\.zom/u],
	])('is told what is wrong with the settings, and gets the usual ones: %s', async (_, text, told) => {
		await using journey = await openJourney({files: {'.config/arthas-tui/screen.json': text}});
		await journey.until(told);
		await journey.until(/1 up/u);
		journey.act('pane.split-right');
		await journey.until('choose an agent');
	});

	it('has the keys that were chosen, everywhere', async () => {
		await using journey = await openJourney({files: {'.config/arthas-tui/screen.json': '{"keys": {"pane.split-right": ["f9"]}, "language": "en"}'}});
		await journey.until(/1 up/u);
		journey.type('\u{1B}[20~');
		await journey.until('choose an agent');
		journey.act('app.help');
		journey.type('split');
		await journey.until(/f9 /u);
	});

	it('reads Chinese where the locale says so', async () => {
		await using journey = await openJourney({env: {LANG: 'zh_CN.UTF-8'}});
		await journey.until(/1 在线/u);
		journey.act('app.help');
		await journey.until('帮助');
		journey.act('overlay.close');
		journey.act('agents.open');
		await journey.until('tab 补全');
	});

	it.each([['LANG=C', {LANG: 'C'}], ['LC_ALL=POSIX', {LC_ALL: 'POSIX'}]])('gets nothing but ASCII where the locale knows no more: %s', async (_, env) => {
		await using journey = await openJourney({env});
		await journey.until('1 up');
		journey.act('pane.split-right');
		await journey.until('choose an agent');
		journey.act('app.help');
		await journey.until('What can be done here');
		expect(journey.written()).toMatch(/^[\0-\u{7F}]*$/u);
	});

	it('keeps the layout of before where the new one can\'t be kept', async () => {
		await using first = await openJourney();
		await first.until(/1 up/u);
		first.act('app.leave');
		await first.ended;
		const file = path.join(first.folder, '.local/state/arthas-tui/layouts/default.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('tabs');
		rmSync(file);
		await using second = await openJourney({home: first.folder, files: {'.local/state/arthas-tui/layouts/default.json': 'nonsense'}});
		await second.until(/default\.json is no JSON: this is the usual layout/u);
		await second.until(/1 up/u);
	});
});
