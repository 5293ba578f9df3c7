import {expect} from 'vitest';
import type {CliResult} from './run-cli.js';

/** A failure is told in three lines on stderr, what, why and what to do, without a stack trace; nothing is on stdout. */
export function expectWords({code, stdout, stderr}: CliResult, wanted: {code: number; what: RegExp; todo?: RegExp}): void {
	const lines = stderr.trimEnd().split('\n');
	expect({code, stdout, lines: lines.length}, stderr).toEqual({code: wanted.code, stdout: '', lines: 3});
	expect(lines[0]).toMatch(wanted.what);
	expect(lines[2]).toMatch(wanted.todo ?? /\w/u);
	expectNoTrace(stderr);
}

export function expectNoTrace(stderr: string): void {
	expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+|node:internal|nobody foresaw/mu);
}
