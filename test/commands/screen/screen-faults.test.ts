import path from 'node:path';
import {expect, test} from 'vitest';
import {examineMachine} from '../../../source/commands/doctor/machine.js';
import {screenFaults} from '../../../source/commands/screen/screen-faults.js';
import {tellProblems} from '../../../source/commands/screen/tell-problems.js';
import {openStage} from '../../screens/stage.js';
import {configFolder} from '../config/config-folder.js';

const wrong = {
	columns: ['name', 'colour'], theme: 'pink', language: 'klingon', infoEveryMs: 20, infoLimits: {cpu: [95, 80]}, keys: {'app.help': 'ctrl-w v', 'app.dance': 'x'},
};
const faults = [
	/line 2: columns must be a list out of name, .*labels/u,
	/line 6: theme must be one of .*color-blind/u,
	/language must be one of en, zh/u,
	/infoEveryMs must be a number of milliseconds/u,
	/infoLimits must give two rising numbers.* cpu, memory/u,
	/no action app\.dance/u,
	/“ctrl-w v” is that of pane\.\S+ and of app\.help/u,
];

test('every fault of screen.json is found, by the doctor, too', async () => {
	await using folder = await configFolder();
	const file = await folder.write('screen.json', JSON.stringify(wrong, null, '\t'));
	const found = await screenFaults(file);
	expect(found.length).toBe(faults.length);
	expect(faults.filter(fault => !found.some(text => fault.test(text)))).toEqual([]);
	const steps = await examineMachine({env: {XDG_CONFIG_HOME: folder.home}}, '20.19.0', {isTTY: false});
	expect(steps.filter(({step}) => step === 'screen').map(({level, detail}) => [level, detail])).toEqual(found.map(detail => ['warn', detail]));
	await folder.write('screen.json', '{"theme": "dark"}');
	expect((await examineMachine({env: {XDG_CONFIG_HOME: folder.home}}, '20.19.0', {isTTY: false})).find(({step}) => step === 'screen')).toMatchObject({level: 'ok'});
	expect(await screenFaults(path.join(folder.home, 'none.json'))).toEqual([]);
});

test('one notice counts them, and the log has them in full', async () => {
	await using folder = await configFolder();
	const found = await screenFaults(await folder.write('screen.json', JSON.stringify(wrong)));
	await using stage = await openStage({columns: 80, rows: 24, screen: {settings: {keys: wrong.keys}}});
	tellProblems(stage.screen.program, found);
	await stage.until('! 7 settings are wrong, @ has them all: screen.json, line 1: ');
	expect(stage.store.getSnapshot().notices.length).toBe(1);
	stage.press('@');
	await stage.until('7 told');
	stage.press('esc');
	await stage.until(text => !text.includes('settings are wrong'));
	const joined = stage.text().split('\n').map(row => row.slice(15).trimEnd()).join(' ').replaceAll(/\s+/gu, '');
	expect(found.filter(text => !joined.includes(text.replaceAll(/\s+/gu, '')))).toEqual([]);
});

test('keys that another action has are shown for that one alone', async () => {
	await using stage = await openStage({columns: 120, rows: 24, screen: {settings: {keys: wrong.keys}}});
	await stage.settled();
	expect(stage.text().split('\n').at(-1)).not.toContain('ctrl-w v help');
	expect(stage.screen.program.keysOf('app.help')).toEqual([]);
	expect(stage.screen.program.keysOf('pane.split-right')).toContain('ctrl-w v');
});
