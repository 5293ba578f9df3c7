import {defineInfo} from '../define/define-info.js';
import {failure} from '../method.js';
import {bootedAtMs} from './boot-time.js';
import {readKernelLog} from './kernel-log.js';

const levels = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'] as const;

/** The kernel counts from its start, without the time that the machine slept: `atMs` is wrong by that. */
export const getinfoDmesg = defineInfo({
	name: 'dmesg',
	summary: 'The last messages of the kernel',
	options: {
		count: {
			kind: 'number', short: 'n', value: 'COUNT', min: 1, max: 10_000, about: 'how many of the last ones; 50 unless given',
		},
		level: {
			kind: 'choice', short: 'l', of: levels, about: 'only these and worse ones',
		},
		find: {
			kind: 'text', short: 'g', value: 'TEXT', about: 'only those with this in them',
		},
	},
	schema: {
		total: 'number',
		messages: [{
			sequence: 'number', atMs: 'number', bootMs: 'number', level: 'text', facility: 'number', text: 'text',
		}],
	},
	read({host, values: {count = 50, level = 'debug', find = ''}}) {
		const log = readKernelLog(host.at('/dev/kmsg'));
		if (typeof log === 'string') {
			return log === 'ENOENT'
				? failure('unsupported', 'this host shows no /dev/kmsg, as most containers')
				: failure('permissionDenied', 'the messages of the kernel are for root here', 'Run the host agent as root, or allow it with sysctl kernel.dmesg_restrict=0.');
		}

		const bootMs = bootedAtMs(host);
		const found = log.filter(message => message.level <= levels.indexOf(level) && message.text.includes(find)).slice(-count);
		return {total: log.length, messages: found.map(message => ({...message, level: levels[message.level] ?? 'debug', atMs: bootMs + message.bootMs}))};
	},
});
