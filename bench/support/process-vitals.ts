import {readdirSync, readFileSync} from 'node:fs';

/** Processor time that a process has used so far, ms, from outside; the kernel counts it in ns. Linux only. */
export function cpuOf(pid: number): number {
	let sum = 0;
	for (const thread of readdirSync(`/proc/${pid}/task`)) {
		sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
	}

	return sum;
}

/** Resident memory of a process, bytes. */
export function memoryOf(pid: number): number {
	return Number(/^VmRSS:\s+(?<size>\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.['size']) * 1024;
}
