import {describe, expect, it} from 'vitest';
import {formatMs, prepareCommand} from '../../../source/core/client/prepare-command.js';

const prepare = (line: string, options: Partial<Parameters<typeof prepareCommand>[1]> = {}) => prepareCommand(line, {resultLimit: 900, ...options});

it.each<[line: string, sent: string, limit: number, deadlineMs: number]>([
	['watch a.B c', 'watch -n 900 a.B c', 900, 600_000],
	['  watch a.B c \'{params, "x y"}\'', '  watch -n 900 a.B c \'{params, "x y"}\'', 900, 600_000],
	['watch -- a.B -n 5', 'watch -n 900 -- a.B -n 5', 900, 600_000],
	['\'watch\' a.B c', '\'watch\' -n 900 a.B c', 900, 600_000],
	['trace a.B c', 'trace -n 900 a.B c', 900, 600_000],
	['stack a.B c', 'stack -n 900 a.B c', 900, 600_000],
	['tt -t a.B c', 'tt -n 900 -t a.B c', 900, 600_000],
	['line --class a.B --line 7', 'line -n 900 --class a.B --line 7', 900, 600_000],
	['monitor a.B c', 'monitor -n 10 a.B c', 10, 600_000],
	['monitor -c 5 a.B c', 'monitor -n 120 -c 5 a.B c', 120, 600_000],
	['monitor -c5 a.B c', 'monitor -n 120 -c5 a.B c', 120, 600_000],
	['monitor --cycle=5 a.B c', 'monitor -n 120 --cycle=5 a.B c', 120, 600_000],
	['dashboard', 'dashboard -n 720', 720, 3_600_000],
	['dashboard -i 10000', 'dashboard -n 360 -i 10000', 360, 3_600_000],
	['dashboard -i 1000', 'dashboard -n 900 -i 1000', 900, 3_600_000],
	['mbean -i 60000 x:y=z', 'mbean -n 60 -i 60000 x:y=z', 60, 3_600_000],
])('%s gets an -n and a time-out', (line, sent, limit, deadlineMs) => {
	expect(prepare(line)).toMatchObject({
		commandLine: sent, limit, deadlineMs, isStream: true, ownType: line.trim().replaceAll('\'', '').split(' ')[0],
	});
	expect(prepare(line).notes).toEqual([`added: -n ${limit} and a time-out of ${formatMs(deadlineMs)}; give your own with -n and --timeout`]);
});

it.each<[line: string, limit: number]>([
	['watch a.B c -n 5', 5],
	['watch -n5 a.B c', 5],
	['watch -n=5 a.B c', 5],
	['watch --limits 5 a.B c', 5],
	['watch a.B c --limits=5', 5],
	['watch --lim 5 a.B c', 5],
	['dashboard -n 1', 1],
	['dashboard --number-of-execution 2', 2],
	['dashboard --number-of-execution=2', 2],
	['tt -t -n 3 a.B c', 3],
])('%s keeps its own -n', (line, limit) => {
	expect(prepare(line)).toMatchObject({commandLine: line, limit, isStream: true});
	expect(prepare(line).notes).toEqual([expect.stringMatching(/^added: a time-out of/u)]);
	expect(prepare(line, {timeoutMs: 1000})).toMatchObject({notes: [], deadlineMs: 1000});
});

it.each([
	'watch a.B c -n', 'watch a.B c -n x', 'watch a.B c -n 0', 'watch -n -1 a.B c', 'watch --limits= a.B c', 'watch -n 5.5 a.B c', 'watch -n 99999999999 a.B c',
])('%s is refused: that is no number of results', line => {
	expect(() => prepare(line)).toThrow(expect.objectContaining({code: 'ERR_USAGE'}));
});

it.each<[line: string, isLook: boolean, deadlineMs: number]>([
	['version', true, 30_000],
	['thread -n 3', true, 30_000],
	['sc -n 5 demo.*', true, 30_000],
	['tt -l', true, 30_000],
	['mbean x:y=z', true, 30_000],
	['watch -h', true, 30_000],
	['dashboard --help', true, 30_000],
	['line --list-lines --class a.B', true, 30_000],
	['heapdump', false, 120_000],
	['ognl 1', false, 120_000],
	['tt --play -i 1000', false, 120_000],
	['sync.bash sleep 9', false, 120_000],
])('%s is sent as it is', (line, isLook, deadlineMs) => {
	const command = prepare(line);
	expect(command).toMatchObject({
		commandLine: line, isStream: false, isLook, deadlineMs, notes: [],
	});
	expect(command).not.toHaveProperty('limit');
});

describe('a larger -n than an unread stream may have', () => {
	it('needs a yes where that would freeze the agent', () => {
		expect(prepare('watch a.B c -n 900', {askAbove: 900}).judgement.tier).toBe('probe');
		expect(prepare('watch a.B c -n 901', {askAbove: 900}).judgement).toMatchObject({tier: 'heavy', reason: expect.stringContaining('freeze') as unknown});
		expect(prepare('dashboard -n 901', {askAbove: 900}).judgement.tier).toBe('heavy');
	});

	it('needs none elsewhere', () => {
		expect(prepare('watch a.B c -n 5000').judgement.tier).toBe('probe');
	});

	it('never makes a change smaller', () => {
		expect(prepare('watch a.B c -n 901 > /tmp/x', {askAbove: 900}).judgement.tier).toBe('change');
	});
});

it.each<[line: string, message: string]>([
	['', 'empty'],
	[' \t\n ', 'empty'],
	['version\0', 'U+0000'],
	['\u001B[2J', 'U+001B'],
	['a\rb', 'U+000D'],
	['a\u007F', 'U+007F'],
	['watch a.B c &', 'background'],
	['thread & ', 'background'],
	['x'.repeat((3 << 20) + 1), '3 MiB'],
	['值'.repeat(1 << 20) + 'x', '3 MiB'],
])('refuses before it is sent: %.20s', (line, message) => {
	expect(() => prepare(line)).toThrow(expect.objectContaining({code: 'ERR_USAGE', message: expect.stringContaining(message) as unknown, hint: expect.any(String) as unknown}));
});

it('takes what only looks odd', () => {
	for (const line of ['echo a\nb', 'echo a\tb', 'watch a.B c \'x & y\'', 'echo &x', 'x'.repeat(1 << 20)]) {
		expect(() => prepare(line)).not.toThrow();
	}
});

it.each([[1, '1 ms'], [1500, '1.5 s'], [90_000, '90 s'], [600_000, '10 min'], [7_200_000, '2 h']])('writes %d ms as %s', (ms, text) => {
	expect(formatMs(ms)).toBe(text);
});

describe('what a host tells again and again', () => {
	it('is a stream that is limited by its own letter', () => {
		expect(prepare('getinfo.cpu -w 10000 -f')).toMatchObject({
			commandLine: 'getinfo.cpu -c 360 -w 10000 -f', limit: 360, deadlineMs: 3_600_000, isStream: true, isLook: true, ownType: 'getinfo.cpu',
		});
		expect(prepare('info.cpu --watch=1000 -c 5')).toMatchObject({
			commandLine: 'info.cpu --watch=1000 -c 5', limit: 5, isStream: true, ownType: 'getinfo.cpu',
		});
		expect(() => prepare('getinfo.cpu -w 1000 -c none')).toThrow('can\'t be the number of results');
	});

	it('is none when it is asked once', () => {
		expect(prepare('getinfo.processes -n 5 -i 100')).toMatchObject({commandLine: 'getinfo.processes -n 5 -i 100', isStream: false, isLook: true});
		expect(prepare('log.read -n 100 /var/log/syslog')).toMatchObject({isStream: false, isLook: true});
	});
});

it('gives a call of a plug-in the time that it asks for, and the rest of what its agent may need', () => {
	const deadline = (line: string) => prepareCommand(line, {resultLimit: 900}).deadlineMs;
	expect(deadline('plugins.run -t 300 web.shop.loda ops/disk')).toBe(340_000);
	expect(deadline('plugins.list')).toBe(75_000);
	expect(deadline('plugins.run nothing')).toBe(120_000);
});
