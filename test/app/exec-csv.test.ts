import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {startJavaChannel} from '../servers/java-channel.js';
import {runCli} from './run-cli.js';

let java: Awaited<ReturnType<typeof startJavaChannel>>;

beforeAll(async () => {
	java = await startJavaChannel({agents: ['a', 'b']});
});

afterAll(async () => {
	await java[Symbol.asyncDispose]();
});

const exec = async (...args: string[]) => runCli(['exec', '--connect', java.endpoint, '--csv', '--on', 'id=a,b', ...args]);

/** Rows of cells; quotes are read as RFC 4180 has them. */
function cellsOf(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
		rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
		if (end === '\r\n') {
			rows.push([]);
		}
	}

	return rows.slice(0, -1);
}

describe('a table for spreadsheets', {concurrent: true}, () => {
	it('has one header for all agents and all results of a stream, and words about them are on stderr', async () => {
		const {code, stdout, stderr} = await exec('monitor demo.MathGame primeFactors -c 1 -n 2', '--timeout', '10s');
		const [header, ...rows] = cellsOf(stdout);
		expect(code, stderr).toBe(0);
		expect(header).toEqual(['agent', 'timestamp', 'class', 'method', 'total', 'success', 'fail', 'avg-rt(ms)', 'fail-rate']);
		expect(rows.map(([agent]) => agent)).toEqual(['a', 'a', 'b', 'b']);
		expect(rows.every(row => row.length === header?.length)).toBe(true);
		expect(stderr).toMatch(/^a: Affect\(class count/mu);
	});

	it('has keys and values where a result is no table', async () => {
		const [jvm, version] = await Promise.all([exec('jvm'), exec('version')]);
		const [header, ...rows] = cellsOf(jvm.stdout);
		expect(header).toEqual(['agent', 'key', 'value']);
		expect(rows.every(row => row.length === 3)).toBe(true);
		expect(rows.filter(([, key]) => key === 'THREAD.COUNT').map(([agent]) => agent)).toEqual(['a', 'b']);
		expect(cellsOf(version.stdout)).toEqual([['agent', 'key', 'value'], ...['a', 'b'].map(id => [id, 'version', expect.stringMatching(/^3\./u) as string])]);
	});

	it('has one header also where a result is several tables', async () => {
		const rows = cellsOf((await exec('dashboard -n 1')).stdout);
		expect(rows.filter(([agent]) => agent === 'agent')).toHaveLength(1);
		expect(new Set(rows.map(row => row.length)).size).toBe(1);
	});

	it('keeps numbers below zero numbers', async () => {
		const {stdout} = await exec('thread');
		expect(stdout).toMatch(/,-1,/u);
		expect(stdout).not.toContain('\'-');
	});
});
