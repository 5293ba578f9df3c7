import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {layoutFile, loadLayout, saveLayout} from '../../../source/commands/screen/layout-file.js';
import {reduce} from '../../../source/workspace/reduce.js';
import {createWorkspace} from '../../../source/workspace/workspace.js';

const folder = mkdtempSync(path.join(tmpdir(), 'layouts-'));
afterAll(() => {
	rmSync(folder, {recursive: true});
});

const workspace = createWorkspace({columns: 120, rows: 40});
const split = reduce(workspace, {type: 'open', pane: {kind: 'command', title: 'order-1', target: 'prod/order-1'}, where: 'right'});

test('each profile has its own layout, and each list of servers that was named', () => {
	const [prod, stage] = ['prod', 'stage'].map(profile => layoutFile(folder, profile));
	expect(saveLayout(prod!, split)).toBeUndefined();
	expect(saveLayout(stage!, workspace)).toBeUndefined();
	expect(Object.values(loadLayout(prod!).layout?.panes ?? {})).toMatchObject([{kind: 'agents'}, {kind: 'command', title: 'order-1', target: 'prod/order-1'}]);
	expect(Object.values(loadLayout(stage!).layout?.panes ?? {})).toMatchObject([{kind: 'agents'}]);
	expect(loadLayout(layoutFile(folder, 'none'))).toEqual({});
});

test('no name leads out of the folder, nor to the layout of another', () => {
	const files = ['', 'default', 'a/b', 'a_b', '../../.ssh/id', 'x'.repeat(300), 'x'.repeat(301), '名'].map(profile => layoutFile(folder, profile));
	expect(new Set(files).size).toBe(files.length);
	expect(files.filter(file => path.dirname(file) !== path.join(folder, 'layouts') || path.basename(file).length > 100)).toEqual([]);
});

test('what could not be written leaves what was there', () => {
	const file = layoutFile(folder, 'kept');
	saveLayout(file, split);
	const before = readFileSync(file, 'utf8');
	expect(saveLayout(path.join(file, 'below.json'), workspace)).toMatch(/^the layout is not kept: .*(?:ENOTDIR|EEXIST)\n$/u);
	expect(readFileSync(file, 'utf8')).toBe(before);
});
