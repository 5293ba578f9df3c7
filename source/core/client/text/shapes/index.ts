import type {Result} from '../../../protocol/result.js';
import {tokenize} from '../../../tokens.js';
import {readJvm} from './jvm.js';
import {memoryOf} from './memory.js';
import {readSc} from './sc.js';
import {readSession} from './session.js';
import {readSm} from './sm.js';
import {readThread} from './thread.js';

/** Reads the whole output of a command; undefined where it isn't of the shape that it should have. */
export type Shape = (lines: readonly string[], words: readonly string[]) => Result[] | undefined;

export type TerminalSize = {cols: number; rows: number};

/**
The output of a command as the results that the HTTP API gives for it, where that is certain; undefined
where it is text: a pipe changes the output, and so does everything that its shape doesn't know.
*/
export function readShape(commandLine: string, lines: readonly string[]): Result[] | undefined {
	const {shape, words} = shapeOf(commandLine);
	return shape?.(lines, words);
}

/** What is read must not be cut or broken, and what is shown as it is must fit on a screen: tables fill the terminal, and `thread` and `dashboard` its height. */
export function sizeFor(commandLine: string): TerminalSize {
	const {shape, name} = shapeOf(commandLine);
	// A sample of that size would take an agent 400 ms of a processor, each time; of 300 rows it takes 16 (4.1.5).
	return shape ? {cols: 1000, rows: 5000} : {cols: 250, rows: name === 'dashboard' ? 300 : 50};
}

function shapeOf(commandLine: string): {name: string; shape: Shape | undefined; words: string[]} {
	const [name = '', ...words] = tokenize(commandLine).tokens;
	const isPiped = words.some(word => /^\||\|$|^>>?$/u.test(word));
	return {name, shape: isPiped || !Object.hasOwn(shapes, name) ? undefined : shapes[name], words};
}

const shapes: Record<string, Shape> = {
	version: lines => lines.length === 1 && /^\d[\w.-]*$/u.test(lines[0] ?? '') ? [{type: 'version', version: lines[0] ?? ''}] : undefined,
	pwd: lines => lines.length === 1 ? [{type: 'pwd', workingDir: lines[0] ?? ''}] : undefined,
	echo: lines => lines.length === 1 ? [{type: 'echo', content: lines[0] ?? ''}] : undefined,
	jvm: lines => readJvm(lines),
	memory: lines => memoryOf(lines),
	sc: readSc,
	sm: readSm,
	session: readSession,
	thread: readThread,
};
