import os from 'node:os';
import {maskSecrets} from '../../mask-secrets.js';
import {defineInfo} from '../define/define-info.js';

/**
What `uname -s -r -v -m -n -o` prints, and the command line that the kernel was started with. That file is
Linux's; elsewhere `cmdline` is null and named in `partial`.
*/
export const getinfoKernel = defineInfo({
	name: 'kernel',
	summary: 'Name, release and version of the running kernel',
	options: {},
	schema: {
		sysname: 'text', release: 'text', version: 'text', machine: 'text', nodename: 'text', os: 'text', cmdline: 'text?',
	},
	isPortable: true,
	read({host}) {
		const cmdline = host.line('/proc/cmdline');
		if (cmdline === null) {
			host.lack('cmdline');
		}

		return {
			sysname: os.type(),
			release: host.line('/proc/sys/kernel/osrelease') ?? os.release(),
			version: host.line('/proc/sys/kernel/version') ?? os.version(),
			machine: os.machine(),
			nodename: host.line('/proc/sys/kernel/hostname') ?? os.hostname(),
			// GNU's uname has this name compiled in; on other systems it repeats the kernel's.
			os: os.type() === 'Linux' ? 'GNU/Linux' : os.type(),
			cmdline: cmdline === null ? null : maskSecrets(cmdline),
		};
	},
});
