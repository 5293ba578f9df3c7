import {expect} from 'vitest';
import type {CliResult} from './run-cli.js';

/** A failure is told on stderr, what, why where that says more, and what to do, a line each, without a stack trace; nothing is on stdout. */
export function expectWords({code, stdout, stderr}: CliResult, wanted: {code: number; what: RegExp; todo?: RegExp}): void {
	const lines = stderr.trimEnd().split('\n');
	expect({code, stdout}, stderr).toEqual({code: wanted.code, stdout: ''});
	expect([2, 3], stderr).toContain(lines.length);
	expect(lines[0]).toMatch(wanted.what);
	expect(lines.at(-1)).toMatch(wanted.todo ?? /\w/u);
	expectNoTrace(stderr);
}

export function expectNoTrace(stderr: string): void {
	expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+|node:internal|nobody foresaw/mu);
}
