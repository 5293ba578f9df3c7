import os from 'node:os';
import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {bootedAtMs, uptimeMs} from './boot-time.js';
import {pressureShape, readPressure} from './pressure.js';

/** `load1` and its like count the tasks that run or wait for a processor or a disk, averaged over so many minutes. */
export const getinfoLoad = defineInfo({
	name: 'load',
	summary: 'Load averages, tasks, pressure and uptime',
	options: {},
	schema: {
		load1: 'number', load5: 'number', load15: 'number', cpus: 'number', runnable: 'number?', tasks: 'number?',
		uptimeMs: 'number', bootedAtMs: 'number', pressure: [pressureShape],
	},
	isPortable: true,
	read({host}) {
		const [load1 = 0, load5 = 0, load15 = 0, runnable = null, tasks = null] = loadNumbers(host);
		return {
			load1, load5, load15, cpus: countCpus(host), runnable, tasks,
			uptimeMs: uptimeMs(host), bootedAtMs: bootedAtMs(host), pressure: readPressure(host),
		};
	},
});

function loadNumbers(host: HostReader): number[] {
	const text = host.text('/proc/loadavg');
	return text === undefined ? os.loadavg().map(load => Math.round(load * 100) / 100) : text.split(/[ /]/).slice(0, 5).map(Number);
}

/** Processors that are switched on; a container may have less of their time. */
function countCpus(host: HostReader): number {
	return host.text('/proc/stat')?.match(/^cpu\d+ /gm)?.length ?? os.cpus().length;
}
