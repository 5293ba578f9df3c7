import {closeSync} from 'node:fs';
import process from 'node:process';
import {isatty} from 'node:tty';

const standard = [0, 1, 2];

/**
Before the program ends it closes those of its streams that were a terminal and whose terminal is gone. Node 20 to 24 set the modes of
each terminal at their end, and abort with a stack trace where that fails; of a stream that is closed they keep off.
*/
export function dropLostTerminalAtExit(): void {
	const terminals = standard.filter(fd => isatty(fd));
	process.on('exit', () => {
		for (const fd of terminals.filter(fd => !isatty(fd))) {
			try {
				closeSync(fd);
			} catch {
				// It was closed already.
			}
		}
	});
}
