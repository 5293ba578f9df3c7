import {percent} from '../define/define-rates.js';

/** Ticks since the start of the machine. What guests of this host used is in `user` and `nice` already. */
export type CpuTimes = {user: number; nice: number; system: number; idle: number; iowait: number; irq: number; softirq: number; steal: number};

export const sharesShape = {
	usedPercent: 'number?', userPercent: 'number?', systemPercent: 'number?', iowaitPercent: 'number?', irqPercent: 'number?', stealPercent: 'number?', idlePercent: 'number?',
} as const;

export type Shares = {[Name in keyof typeof sharesShape]: number | null};

/** The counts of one line of /proc/stat in their order; older kernels have fewer. */
export function cpuTimes([user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0]: number[]): CpuTimes {
	return {
		user, nice, system, idle, iowait, irq, softirq, steal,
	};
}

/** What the time between two samples went into. Used is what was neither idle nor waiting for a disk. */
export function shares(now: CpuTimes | undefined, before: CpuTimes | undefined): Shares {
	if (now === undefined || before === undefined) {
		return {
			usedPercent: null, userPercent: null, systemPercent: null, iowaitPercent: null, irqPercent: null, stealPercent: null, idlePercent: null,
		};
	}

	// The kernel's idle and iowait can go back a little; nothing was spent then.
	const spent = (name: keyof CpuTimes) => Math.max(0, now[name] - before[name]);
	const total = (Object.keys(now) as Array<keyof CpuTimes>).reduce((sum, name) => sum + spent(name), 0);
	return {
		usedPercent: percent(total - spent('idle') - spent('iowait'), total),
		userPercent: percent(spent('user') + spent('nice'), total),
		systemPercent: percent(spent('system'), total),
		iowaitPercent: percent(spent('iowait'), total),
		irqPercent: percent(spent('irq') + spent('softirq'), total),
		stealPercent: percent(spent('steal'), total),
		idlePercent: percent(spent('idle'), total),
	};
}
