import {readFile} from 'node:fs/promises';
import os from 'node:os';
import {answer, failure, type HostMethod} from '../method.js';
import type {Json} from '../../protocol/result.js';
import {epochSeconds} from './epoch-seconds.js';

export const getinfoKernel: HostMethod = {
	name: 'getinfo.kernel',
	aliases: ['info.kernel'],
	summary: 'Name, release and version of the running kernel',
	usage: '',
	tier: 'look',
	async run(args) {
		return args === '' ? answer(await kernel()) : failure('invalidParams', 'getinfo.kernel takes no arguments');
	},
};

/**
What `uname -s -r -v -m -n -o` prints, and the command line that the kernel was started with. That file is
Linux's; elsewhere `cmdline` is null and named in `partial`.
*/
export async function kernel(cmdlinePath = '/proc/cmdline'): Promise<Record<string, Json>> {
	const cmdline = await readLine(cmdlinePath);
	return {
		ts: epochSeconds(),
		sysname: os.type(),
		release: os.release(),
		version: os.version(),
		machine: os.machine(),
		nodename: os.hostname(),
		// GNU's uname has this name compiled in; on other systems it repeats the kernel's.
		os: os.type() === 'Linux' ? 'GNU/Linux' : os.type(),
		cmdline,
		...(cmdline === null && {partial: ['cmdline']}),
	};
}

async function readLine(path: string): Promise<string | null> {
	try {
		const text = await readFile(path, 'utf8');
		return text.trim();
	} catch {
		return null;
	}
}
