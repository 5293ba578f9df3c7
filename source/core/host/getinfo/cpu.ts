import os from 'node:os';
import {defineRates, perSecond, type Since} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import {steady} from '../define/steady.js';
import {cpuModel} from './cpu-model.js';
import {
	cpuTimes, shares, sharesShape, type CpuTimes,
} from './cpu-times.js';

type Sample = {all: CpuTimes | undefined; each: Map<number, CpuTimes>; switches: number | undefined; interrupts: number | undefined};

/** Shares are of all processors together: 100 % is the whole machine busy. */
export const getinfoCpu = defineRates({
	name: 'cpu',
	summary: 'Processors, and what their time went into',
	options: {
		features: {kind: 'flag', short: 'f', about: 'list what the processor can (its flags)'},
	},
	schema: {
		vendor: 'text?', model: 'text?', arch: 'text', sockets: 'number?', cores: 'number?', threads: 'number', mhz: 'number?', maxMhz: 'number?', governor: 'text?',
		...sharesShape,
		contextSwitchesPerSecond: 'number?', interruptsPerSecond: 'number?',
		perCpu: [{cpu: 'number', mhz: 'number?', ...sharesShape}],
		features: 'texts',
	},
	isPortable: true,
	sample: ({host}): Sample => readTimes(host),
	tell(now, {host, values}, since) {
		const model = modelOf(host);
		const mhz = readMhz(host);
		return {
			vendor: model.vendor, model: model.model, arch: os.machine(), sockets: model.sockets, cores: model.cores, threads: now.each.size,
			mhz: mhz.values().next().value ?? model.mhz, maxMhz: model.maxMhz, governor: model.governor,
			...shares(now.all, since?.sample.all),
			contextSwitchesPerSecond: rate(now.switches, since, sample => sample.switches),
			interruptsPerSecond: rate(now.interrupts, since, sample => sample.interrupts),
			perCpu: [...now.each].map(([cpu, times]) => ({
				cpu,
				mhz: (model.isScaled ? kiloToMega(host.number(`/sys/devices/system/cpu/cpu${cpu}/cpufreq/scaling_cur_freq`)) : null) ?? mhz.get(cpu) ?? model.mhz,
				...shares(times, since?.sample.each.get(cpu)),
			})),
			features: values.features ? model.features : [],
		};
	},
});

const modelOf = steady(host => ({
	...cpuModel(host),
	maxMhz: kiloToMega(host.number('/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq')),
	governor: host.line('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
	isScaled: host.exists('/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq'),
}));

/** How fast each processor goes now, where /proc/cpuinfo tells it. */
function readMhz(host: HostReader): ReadonlyMap<number, number> {
	const lines = (host.text('/proc/cpuinfo') ?? '').matchAll(/^(?<name>processor|cpu MHz)\s*:\s*(?<value>[\d.]+)$/gm);
	const found = new Map<number, number>();
	let cpu = 0;
	for (const {groups: {name, value} = {}} of lines) {
		if (name === 'processor') {
			cpu = Number(value);
		} else {
			found.set(cpu, Math.round(Number(value)));
		}
	}

	return found;
}

function readTimes(host: HostReader): Sample {
	const stat = host.text('/proc/stat');
	if (stat === undefined) {
		return {
			all: undefined, each: new Map(os.cpus().map(({times}, index) => [index, nodeTimes(times)])), switches: undefined, interrupts: undefined,
		};
	}

	const times = [...stat.matchAll(/^cpu(?<number>\d*) +(?<counts>[\d ]+)$/gm)].map(({groups = {}}) => [groups['number'] ?? '', cpuTimes((groups['counts'] ?? '').split(' ').map(Number))] as const);
	return {
		all: times.find(([number]) => number === '')?.[1],
		each: new Map(times.filter(([number]) => number !== '').map(([number, counts]) => [Number(number), counts])),
		switches: counter(stat, 'ctxt'),
		interrupts: counter(stat, 'intr'),
	};
}

function counter(stat: string, name: string): number | undefined {
	const found = new RegExp(String.raw`^${name} (\d+)`, 'm').exec(stat)?.[1];
	return found === undefined ? undefined : Number(found);
}

function rate(now: number | undefined, since: Since<Sample> | undefined, read: (sample: Sample) => number | undefined): number | null {
	return now === undefined ? null : perSecond(now, since && read(since.sample), since?.ms);
}

/** Node counts in ms what the kernel counts in ticks; only shares are told of either. */
function nodeTimes({user, nice, sys, idle, irq}: os.CpuInfo['times']): CpuTimes {
	return cpuTimes([user, nice, sys, idle, 0, irq]);
}

function kiloToMega(khz: number | null): number | null {
	return khz === null ? null : Math.round(khz / 1000);
}
