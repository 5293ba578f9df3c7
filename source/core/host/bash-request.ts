import {Buffer} from 'node:buffer';
import type {JsonObject} from '../protocol/result.js';
import {defaultSeconds, type BashLine} from '../protocol/basic-agent/bash-line.js';

/** A day: beyond it a timer of Node's would overflow, and nobody waits that long for one answer. */
const longestSeconds = 86_400;

/** Linux gives one argument of a process 128 KiB, its final NUL included. */
const longestCommand = 131_071;

/** Reads the documented members `cmd`, `timeout` (s, at least 1), `user`, `group`, or says what is wrong with them. */
export function bashRequest({cmd, timeout = defaultSeconds, user, group}: JsonObject): BashLine | {problem: string} {
	if (typeof cmd !== 'string' || cmd.trim() === '') {
		return {problem: 'cmd is the command line, a text'};
	}

	if (typeof timeout !== 'number' || !Number.isInteger(timeout) || timeout < 1 || timeout > longestSeconds) {
		return {problem: `timeout is a whole number of seconds from 1 to ${longestSeconds}`};
	}

	if (!isName(user) || !isName(group)) {
		return {problem: 'user and group are names'};
	}

	return problemOf(cmd) ?? {
		command: cmd, seconds: timeout, ...(user !== undefined && {user}), ...(group !== undefined && {group}),
	};
}

/** What no process can be given. */
export function problemOf(command: string): {problem: string} | undefined {
	if (command.includes('\0')) {
		return {problem: 'a NUL character in the command line'};
	}

	return Buffer.byteLength(command) > longestCommand ? {problem: 'the command line is longer than 128 KiB'} : undefined;
}

function isName(value: JsonObject[string] | undefined): value is string | undefined {
	return value === undefined || (typeof value === 'string' && value !== '');
}
