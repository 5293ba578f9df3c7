/** What of a host is judged, with the percents that are a warning and bad; of the load it is tasks for each processor. */
export const infoGauges = {
	cpu: [80, 95],
	memory: [80, 95],
	swap: [50, 90],
	load: [1, 2],
	filesystems: [80, 95],
	inodes: [80, 95],
	disks: [80, 95],
} as const satisfies Record<string, readonly [warn: number, bad: number]>;

export type InfoGauge = keyof typeof infoGauges;

/** How a value is by the limits that somebody chose, or the usual ones. */
export function judgeGauge(gauge: InfoGauge, value: number, limits: Readonly<Partial<Record<InfoGauge, readonly [number, number]>>> = {}): 'ok' | 'warn' | 'bad' {
	const [warn, bad] = limits[gauge] ?? infoGauges[gauge];
	return value >= bad ? 'bad' : (value >= warn ? 'warn' : 'ok');
}
