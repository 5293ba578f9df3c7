import type {Agent} from '../../source/core/client/agent.js';
import type {JsonObject, Result} from '../../source/core/protocol/result.js';
import {agentOf, now} from '../ui/agents/fleet.js';
import type {Stage} from './stage.js';

const seconds = Math.floor(now / 1000);
const gib = 1 << 30;

/** Three hosts and a JVM on the first of them. */
export const hosts: readonly Agent[] = ['web-1', 'web-2', 'web-3'].map((name, at) => agentOf(name, {
	app: null, kind: 'host', host: name, ip: `10.0.0.${at + 7}`, version: '1.0.0', labels: {zone: 'a'},
}));
export const jvm = agentOf('order-7f3a', {host: 'web-1', ip: '10.0.0.7', version: '4.3.4'});

/** What a host tells of itself, by the methods that are asked. */
export const hostFacts: Readonly<Record<string, JsonObject>> = {
	'getinfo.cpu': {
		ts: seconds, model: 'Xeon E-2388G', threads: 4, usedPercent: 71.2, userPercent: 58, systemPercent: 9, iowaitPercent: 4, stealPercent: 0,
		perCpu: [82, 61, 97, 45].map((usedPercent, cpu) => ({cpu, usedPercent})),
	},
	'getinfo.memory': {
		totalBytes: 15 * gib, usedBytes: 12.1 * gib, usedPercent: 80.7, availableBytes: 2.9 * gib, buffersBytes: 0.2 * gib, cachedBytes: 3.1 * gib,
		swapTotalBytes: 2 * gib, swapUsedBytes: 0, swapFreeBytes: 2 * gib, swapUsedPercent: 0,
	},
	'getinfo.load': {
		load1: 1.88, load5: 1.72, load15: 1.31, cpus: 4, uptimeMs: 3_564_000_000,
	},
	'getinfo.processes': {
		total: 187, running: 2, zombies: 1, processes: [
			{
				pid: 8836, user: 'app', cpuPercent: 12.2, rssBytes: 210 << 20, threads: 29, command: '/usr/lib/jvm/17/bin/java -jar math-game.jar',
			},
			{
				pid: 702, user: 'root', cpuPercent: 0.1, rssBytes: 9 << 20, threads: 1, command: 'sshd: app [priv]',
			},
		],
	},
	'getinfo.network': {
		interfaces: [
			{
				name: 'eth0', addresses: ['10.0.0.7/24'], rxBytes: 5, rxBytesPerSecond: 4_100_000, txBytesPerSecond: 900_000, rxErrors: 0, txErrors: 0, rxDropped: 12, txDropped: 0,
			},
			{
				name: 'dummy0', addresses: [], rxBytes: 0, rxBytesPerSecond: 0, txBytesPerSecond: 0, rxErrors: 0, txErrors: 0, rxDropped: 0, txDropped: 0,
			},
		],
	},
	'getinfo.disks': {
		disks: [{
			name: 'nvme0n1', readsPerSecond: 14, writesPerSecond: 212, readBytesPerSecond: 800_000, writtenBytesPerSecond: 9_000_000, busyPercent: 31,
		}],
	},
	'getinfo.filesystems': {
		filesystems: [
			{
				mount: '/', type: 'ext4', usedBytes: 41.5 * gib, availableBytes: 8.5 * gib, sizeBytes: 50 * gib, usedPercent: 83, inodesUsedPercent: 12,
			},
			{
				mount: '/var/lib/postgresql/data/long', type: 'xfs', usedBytes: 980 * gib, availableBytes: 20 * gib, sizeBytes: 1000 * gib, usedPercent: 98, inodesUsedPercent: 3,
			},
			{
				mount: '/run', type: 'tmpfs', usedBytes: 0, availableBytes: gib, sizeBytes: gib, usedPercent: 0, inodesUsedPercent: 0,
			},
		],
	},
	'getinfo.ports': {
		ports: [
			{
				protocol: 'tcp', address: '::ffff:127.0.0.1', port: 8564, pid: 8836, process: 'java',
			},
			{
				protocol: 'tcp', address: '0.0.0.0', port: 22, pid: null, process: null,
			},
		],
	},
	'getinfo.sessions': {sessions: [{user: 'app', terminal: 'pts/0'}]},
	'getinfo.jvms': {
		jvms: [{
			pid: 8836, mainClass: 'demo.MathGame', arthas: 'attached', arthasPorts: [3658, 8563], heapUsedBytes: 14 << 20, heapMaxBytes: 6028 * (1 << 20),
		}],
	},
	'getinfo.users': {
		users: [
			{
				name: 'app', uid: 1000, locked: false, password: 'set', expired: false,
			},
			{
				name: 'deploy', uid: 1001, locked: false, password: 'set', expired: true,
			},
		],
	},
	'getinfo.os': {
		prettyName: 'Debian GNU/Linux 12 (bookworm)', virtualization: 'vm', container: null, timezone: 'Asia/Shanghai',
	},
	'getinfo.kernel': {sysname: 'Linux', release: '6.1.0-28-amd64', machine: 'x86_64'},
};

const nextHour = (Math.floor(seconds / 3600) + 1) * 3600;

/** The jobs of a host: one failed on the second, one differs on the third, where another one is missing. */
export function jobsOn(host: string): JsonObject[] {
	const at = Number(host.slice(-1));
	const task = (name: string, members: JsonObject): JsonObject => ({
		name, user: null, group: null, timeout: 120, enabled: true, tz: null, overlap: 'skip', jitter: 0, rev: at, source: 'agent', readonly: false,
		running: false, last: null, missed: 0, skipped: 0, next: nextHour, ...members,
	});
	const ended = (failed: boolean) => ({
		state: 'ended', due: seconds - 1800, start: seconds - 1800, end: seconds - 1797.6, resp: failed ? 'failed' : 'success', exitcode: failed ? 3 : 0, message: failed ? 'exit code 3' : null,
	});
	return [
		task('logrotate', {cron: '0 0 * * * *', cmd: '/opt/rotate --all', last: ended(at === 2)}),
		task('backup', {
			cron: at === 3 ? '0 30 6 * * *' : '0 0 6 * * *', cmd: '/opt/backup', user: 'app', next: nextHour + 36_000, last: ended(false),
		}),
		...at === 3
			? []
			: [task('tmp-clean', {
				cron: '0 0 0 10 * ?', cmd: 'find /tmp -mtime +7 -delete', next: nextHour + 1_555_200,
			})],
		...at === 1
			? [task('old-report', {
				cron: '0 0 0 25 12 ?', cmd: 'report --old', enabled: false, next: null,
			})]
			: [],
		{
			name: '/etc/cron.d/e2scrub_all', cron: '0 10 3 * * *', written: '10 3 * * *', cmd: '/sbin/e2scrub_all', user: 'root', enabled: true,
			source: '/etc/cron.d/e2scrub_all', kind: 'crontab', readonly: true, next: nextHour + 50_000,
			last: null, missed: null, skipped: null, problem: null,
		},
	];
}

/** Two runs of a job, the newer one of which failed. */
export const runs: JsonObject[] = [
	{
		state: 'ended', trigger: 'hand', due: seconds - 60, start: seconds - 60, end: seconds - 58.5, outcome: {
			resp: 'failed', exitcode: 3, message: 'exit code 3', data: 'asking upstream\n', stderr: 'upstream said 503 twice\n',
		},
	},
	{
		state: 'ended', trigger: 'schedule', due: seconds - 1800, start: seconds - 1800, end: seconds - 1799.9, outcome: {
			resp: 'success', exitcode: 0, data: '', stderr: '',
		},
	},
];

/** What hosts answer at once to what is not a stream. */
export function replyOf({name}: Agent, line: string): Result[] | undefined {
	const [method = ''] = line.split(' ');
	const facts = hostFacts[method];
	if (facts) {
		return [{type: method, jobId: 1, data: facts}];
	}

	if (method === 'cron.list') {
		return [{type: method, jobId: 1, data: jobsOn(name)}];
	}

	return method === 'cron.history' ? [{type: method, jobId: 1, data: runs}] : undefined;
}

/** Pushes a sample to everything of a host that is watched. */
export function pushFacts({script}: Pick<Stage, 'script'>): void {
	for (const [line, feed] of script.streams ?? []) {
		const [method = ''] = line.split(' ');
		const facts = hostFacts[method];
		if (facts) {
			feed.push({type: method, jobId: 1, data: facts});
		}
	}
}
