import {fork} from 'node:child_process';
import {once} from 'node:events';
import {
	existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {appendLine, readHistory, shorten} from '../../../source/actions/command/history-file.js';
import {createHistory, type HistoryProblem} from '../../../source/actions/command/history.js';

let folder = '';
let file = '';
let told: HistoryProblem[] = [];

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'history-'));
	file = path.join(folder, 'state', 'history.jsonl');
	told = [];
});

afterEach(() => {
	rmSync(folder, {recursive: true});
});

const open = (limit?: number) => createHistory({
	file, limit, tell(problem) {
		told.push(problem);
	},
});
const at = Date.UTC(2026, 10, 21, 12, 4, 31);
const entry = (line: string) => ({time: at, agent: 'prod/order-7f3a', line});
const texts = (history: ReturnType<typeof open>) => history.lines().map(({line}) => line);

test('what one run typed the next one knows', () => {
	expect(texts(open())).toEqual([]);
	open().add(entry('thread -n 3'));
	const next = open();
	next.add(entry('watch a.B c \'{params,\n  returnObj}\' -n 5'));
	expect(open().lines()).toEqual([entry('thread -n 3'), entry('watch a.B c \'{params,\n  returnObj}\' -n 5')]);
	expect(readFileSync(file, 'utf8').split('\n')[0]).toBe('{"time":"2026-11-21T12:04:31.000Z","agent":"prod/order-7f3a","line":"thread -n 3"}');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(told).toEqual([]);
});

test('a secret is not written, and stays known to the run in which it was typed', () => {
	const history = open();
	history.add(entry('sysprop db.password hunter2'));
	expect(texts(history)).toEqual(['sysprop db.password hunter2']);
	expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
	expect(texts(open())).toEqual(['sysprop db.password <secret>']);
});

test('lines that can\'t be read are left out and told once', () => {
	mkdirSync(path.dirname(file));
	writeFileSync(file, '{"line":"jvm"}\nnonsense\n\u0000\u0001\n[]\nnull\n{"line":7}\n\n{"line":"memory","time":"never"}\n{"line":"to');
	const history = open();
	expect(texts(history)).toEqual(['jvm', 'memory']);
	expect(told).toEqual([{kind: 'corrupt', lines: 6}]);
	history.add(entry('version'));
	expect(texts(open())).toEqual(['jvm', 'memory', 'version']);
});

test('only so many lines are kept, in memory and in the file', () => {
	const history = open(10);
	for (let number = 1; number <= 14; number++) {
		history.add(entry(`echo ${number}`));
	}

	expect(texts(history)).toHaveLength(10);
	expect(texts(open(10))[0]).toBe('echo 5');
	expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(10);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(existsSync(`${file}.lock`)).toBe(false);
});

test('another program that shortens it is not disturbed, and a lock that was left goes', () => {
	mkdirSync(path.dirname(file));
	writeFileSync(file, '{"line":"a"}\n{"line":"b"}\n');
	writeFileSync(`${file}.lock`, '');
	shorten(file, 1);
	expect(readFileSync(file, 'utf8')).toBe('{"line":"a"}\n{"line":"b"}\n');
	utimesSync(`${file}.lock`, 0, 0);
	shorten(file, 1);
	shorten(file, 1);
	expect(readFileSync(file, 'utf8')).toBe('{"line":"b"}\n');
});

test('where nothing can be written it is told once, and the history of this run goes on', () => {
	writeFileSync(path.join(folder, 'state'), 'a file in the place of the folder');
	const history = open();
	history.add(entry('jvm'));
	history.add(entry('memory'));
	expect(texts(history)).toEqual(['jvm', 'memory']);
	expect(told.map(({kind}) => kind)).toEqual(['unreadable', 'unwritable']);
});

test('a folder of its name is neither read nor written', () => {
	mkdirSync(file, {recursive: true});
	expect(readHistory(file)).toEqual({text: '', problem: `${file} is no file`});
	expect(appendLine(file, 'x', false)).toBe(`${file} is no file`);
});

test('a line of a megabyte is not kept', () => {
	const history = open();
	history.add(entry('x'.repeat(1 << 20)));
	expect(texts(history)).toEqual([]);
	expect(existsSync(file)).toBe(false);
});

test('programs that run side by side lose nothing of each other', async () => {
	mkdirSync(path.dirname(file));
	const program = path.join(folder, 'append.mjs');
	writeFileSync(program, `
		import {appendFileSync} from 'node:fs';
		for (let number = 0; number < 500; number++) {
			appendFileSync(process.argv[2], JSON.stringify({line: 'other ' + number + 'x'.repeat(200)}) + '\\n');
		}
	`);
	const other = fork(program, [file]);
	const history = open();
	for (let number = 0; number < 500; number++) {
		history.add(entry(`ours ${number}`));
	}

	await once(other, 'exit');
	const all = texts(open());
	expect(all.filter(line => line.startsWith('ours'))).toHaveLength(500);
	expect(all.filter(line => line.startsWith('other'))).toHaveLength(500);
	expect(told).toEqual([]);
});
