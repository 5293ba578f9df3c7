import {closeSync} from 'node:fs';
import {isatty} from 'node:tty';
import type {Process} from './ways-out.js';

const standard = [0, 1, 2];

/**
Before the program ends it closes those of its streams that were a terminal and whose terminal is gone. Node 20 to 24 set the modes of
each terminal at their end, and abort with a stack trace where that fails; of a stream that is closed they keep off.
*/
export function dropLostAtExit(program: Process): void {
	const terminals = standard.filter(fd => isatty(fd));
	program.on('exit', () => {
		for (const fd of terminals.filter(fd => !isatty(fd))) {
			try {
				closeSync(fd);
			} catch {
				// It was closed already.
			}
		}
	});
}
