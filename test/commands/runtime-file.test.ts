import {
	mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, expect, test} from 'vitest';
import {announceServer, findServer, startOf} from '../../source/commands/runtime-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'arthas-tui-runtime-'));
const env = {XDG_RUNTIME_DIR: folder};
const own = path.join(folder, 'arthas-tui');

afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

/** Files are told apart by their names; this test's parent stands for every process. */
function announce(number: number, more: object): void {
	const pid = process.ppid;
	writeFileSync(path.join(own, `server-${number}.json`), JSON.stringify({
		pid, startedAt: startOf(pid), http: `h${number}`, ws: '', grpc: '', tls: false, ...more,
	}), {mode: 0o600});
}

test('the server of a screen is found by what asks for it only, and after one that stays', () => {
	mkdirSync(own, {mode: 0o700});
	announce(1, {isScreen: true});
	expect(findServer(env)).toBeUndefined();
	expect(findServer(env, {withScreens: true})).toMatchObject({http: 'h1'});
	announce(2, {});
	announce(3, {isScreen: true});
	expect(findServer(env, {withScreens: true})).toMatchObject({http: 'h2'});
	expect(readFileSync(path.join(own, 'server-3.json'), 'utf8')).toContain('h3');
});

test('a folder that others may enter keeps nothing', () => {
	const open = mkdtempSync(path.join(tmpdir(), 'arthas-tui-open-'));
	mkdirSync(path.join(open, 'arthas-tui'), {mode: 0o755});
	expect(announceServer({
		http: 'h', ws: '', grpc: '', tls: false,
	}, {XDG_RUNTIME_DIR: open})).toBeUndefined();
	expect(readdirSync(path.join(open, 'arthas-tui'))).toEqual([]);
	rmSync(open, {recursive: true});
});
