import {defaultSeconds} from '../protocol/basic-agent/bash-line.js';
import {failure, type HostAnswer} from './method.js';
import {switchedOff} from './switched-off.js';

/** What this host lets others run. */
export type BashPolicy = {
	/** `off`, `any`, or the command lines that may run; one that ends in ` *` takes further plain words. */
	commands: 'off' | 'any' | readonly string[];
	/** Command lines at once. */
	parallel: number;
	/** Bytes kept of each output. */
	outputLimit: number;
	/** The longest time-out that may be asked for, s. */
	maxSeconds: number;
	/** Address space of a command and each of its children, KiB, where the system has such a limit. */
	memoryKiB?: number | undefined;
};

export const defaultBashPolicy: BashPolicy = {
	commands: 'any', parallel: 16, outputLimit: 65_536, maxSeconds: 86_400,
};

/** Words that mean nothing to a shell but themselves: what follows an allowed beginning can't become a second command. */
const plainWords = /^[\w./:@=+,% -]*$/;

/** Why a command line may not run now; undefined when it may. */
export function refuse({commands, parallel, maxSeconds}: BashPolicy, {command, seconds}: {command: string; seconds: number}, running: number): HostAnswer | undefined {
	if (commands === 'off') {
		return switchedOff();
	}

	if (commands !== 'any' && !commands.some(allowed => fits(allowed, command))) {
		return failure('permissionDenied', 'this command line is not among those that this host allows', 'The list stands behind --allow bash= of its agent.');
	}

	// Who named no time has asked for none that is too long.
	if (seconds > maxSeconds && seconds !== defaultSeconds) {
		return failure('invalidParams', `this host allows commands ${maxSeconds} s`);
	}

	return running < parallel ? undefined : failure('busy', `this host runs ${parallel} commands at once`);
}

function fits(allowed: string, command: string): boolean {
	return allowed.endsWith(' *')
		? command === allowed.slice(0, -2) || (command.startsWith(allowed.slice(0, -1)) && plainWords.test(command))
		: command === allowed;
}

