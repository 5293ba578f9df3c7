import {maskSecrets} from '../../mask-secrets.js';
import type {HostReader} from '../define/host-reader.js';
import type {ProcessStat} from './process-stat.js';

/** Command lines that were read already: masking one costs more than reading all files of a process. */
const known = new Map<string, string | null>();
const limit = 5000;
const longest = 4096;

/**
The command line of a process with its secrets masked; null for tasks of the kernel, and where it can't be known.

A process that waits for a disk may hold the lock under which its command line is read, and whoever reads it then waits as
well, for ever if need be: such a one is not asked.
*/
export function commandLineOf(host: HostReader, {pid, name, state, startTicks, isKernel}: ProcessStat): string | null {
	if (isKernel) {
		return null;
	}

	// A process keeps its number and start when it becomes another program, but hardly its name.
	const key = `${host.at('/')} ${pid} ${startTicks} ${name}`;
	const found = known.get(key);
	if (found !== undefined || state === 'D') {
		return found ?? null;
	}

	const words = argumentsOf(host, pid);
	const line = words.length === 0 ? null : maskSecrets(words.join(' ').slice(0, longest));
	if (known.size >= limit) {
		known.clear();
	}

	known.set(key, line);
	return line;
}

/** The arguments as the program got them, unmasked: they are for looking at, not for telling. */
export function argumentsOf(host: HostReader, pid: number): string[] {
	const text = host.text(`/proc/${pid}/cmdline`) ?? '';
	return text.replace(/\0+$/, '').split('\0').filter((word, index) => index === 0 ? word !== '' : true);
}
