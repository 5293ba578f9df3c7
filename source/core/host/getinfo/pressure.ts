import type {HostReader} from '../define/host-reader.js';

export const pressureShape = {
	resource: 'text', kind: 'text', avg10Percent: 'number', avg60Percent: 'number', avg300Percent: 'number', totalMs: 'number',
} as const;

export type Pressure = {resource: string; kind: string; avg10Percent: number; avg60Percent: number; avg300Percent: number; totalMs: number};

/**
How long tasks waited for a resource: `some` while at least one did, `full` while all did. Empty where the kernel keeps
no count of it (before 4.20, or without PSI).
*/
export function readPressure(host: HostReader, folder = '/proc/pressure'): Pressure[] {
	return ['cpu', 'memory', 'io'].flatMap(resource => [...(host.text(`${folder}/${resource}`) ?? '').matchAll(pattern)].map(({groups = {}}) => ({
		resource,
		kind: groups['kind'] ?? '',
		avg10Percent: Number(groups['avg10']),
		avg60Percent: Number(groups['avg60']),
		avg300Percent: Number(groups['avg300']),
		totalMs: Math.round(Number(groups['total']) / 1000),
	})));
}

const pattern = /^(?<kind>some|full) avg10=(?<avg10>[\d.]+) avg60=(?<avg60>[\d.]+) avg300=(?<avg300>[\d.]+) total=(?<total>\d+)$/gm;
