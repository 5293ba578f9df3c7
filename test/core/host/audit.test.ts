import {
	mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {openAudit} from '../../../source/core/host/audit.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
const file = path.join(folder, 'audit.jsonl');
afterEach(() => {
	rmSync(folder, {recursive: true});
	mkdirSync(folder);
});

const numbers = (name: string) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n').map(line => (JSON.parse(line) as {number: number}).number);

test('two agents share a file, which only its owner can read, and lose no line', () => {
	const [one, other] = [openAudit(file), openAudit(file)];
	for (let number = 0; number < 10; number++) {
		(number % 2 === 0 ? one : other).write({number});
	}

	one.close();
	other.close();
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(numbers('audit.jsonl')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a full file is put aside, also under an agent that shares it, and the oldest of eight goes', () => {
	const [one, other] = [openAudit(file, 100), openAudit(file, 100)];
	for (let number = 10; number < 40; number++) {
		(number % 3 === 0 ? one : other).write({number});
	}

	one.close();
	other.close();
	const names = readdirSync(folder);
	expect(names).toHaveLength(9);
	const all = ['audit.jsonl', ...Array.from({length: 8}, (_, index) => `audit.jsonl.${index + 1}`)].reverse().flatMap(name => numbers(name));
	// Two lines fit into each, and the newest are all there in their order.
	expect(all).toEqual(Array.from({length: all.length}, (_, index) => 40 - all.length + index));
	expect(all.length).toBeGreaterThanOrEqual(16);
	expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('where it can\'t be put aside it grows on', () => {
	const audit = openAudit(file, 100);
	for (let number = 1; number <= 8; number++) {
		mkdirSync(path.join(`${file}.${number}`, 'in the way'), {recursive: true});
	}

	for (let number = 0; number < 5; number++) {
		audit.write({number});
	}

	audit.close();
	expect(numbers('audit.jsonl')).toEqual([0, 1, 2, 3, 4]);
});
