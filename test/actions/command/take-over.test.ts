import {expect, test} from 'vitest';
import {takeOver} from '../../../source/actions/take-over.js';
import {openCommandStage} from '../../ui/command/command-stage.js';
import {finish, runOf} from './fake-session.js';

test('a pane that is opened again keeps what was told and typed, above a line, and takes commands', async () => {
	const stage = openCommandStage({rows: 16});
	const {context} = stage;
	stage.press('version', 'enter');
	finish(runOf(stage.fake), [{type: 'version', version: '4.1.5'}]);
	const {id, state: {live}} = context.focus();
	context.store.dispatch({type: 'pane', pane: id, change: {lost: 'another process has its name now'}});
	stage.press('jvm', 'enter');
	expect(stage.fake.runs).toHaveLength(1);
	expect(stage.notices()).toEqual(['not sent: another process has its name now']);
	await takeOver.run(context);
	expect(stage.notices()).toEqual([]);
	expect(context.focus().state).toMatchObject({kind: 'command', lost: undefined});
	expect(context.focus().id).toBe(id);
	expect(context.live.get(live)).toBeUndefined();
	expect(stage.prompt()).toBe('jvm|');
	stage.press('enter');
	expect(stage.fake.runs).toHaveLength(2);
	const rows = stage.paint().map(row => row.trim()).filter(row => row !== '');
	expect(rows.slice(1, 5).map(row => row.replace(/\d\d:\d\d:\d\d/u, '').replaceAll(/\s+/gu, ' '))).toEqual([
		expect.stringContaining('version look'), '4.1.5', '╌╌╌ from here on: a new session on math-7f3a', expect.stringContaining('jvm look'),
	]);
	stage.press('esc', 'g');
	expect(stage.styled().find(row => row.startsWith('[selection]'))).toContain('version');
});
