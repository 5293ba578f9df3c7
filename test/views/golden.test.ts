import {describe, expect, it} from 'vitest';
import type {Result} from '../../source/core/protocol/result.js';
import {viewOf} from '../../source/views/index.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';
import {recordedResults} from './recorded-results.js';

const http = [
	'base64',
	'cat',
	'classloader',
	'classloader-a',
	'classloader-c',
	'classloader-l',
	'classloader-load',
	'classloader-t',
	'classloader-u',
	'classloader-url-classes',
	'dashboard',
	'echo',
	'error-argument',
	'exec-thread',
	'exec-thread-n-3',
	'exec-version',
	'exec-watch',
	'getstatic-shop',
	'help',
	'help-option',
	'history',
	'jad',
	'jad-several',
	'jfr-start',
	'jvm',
	'logger-all',
	'mbean',
	'mbean-attributes',
	'mbean-m',
	'mc',
	'memory',
	'monitor',
	'ognl',
	'options',
	'options-set',
	'perfcounter',
	'profiler-actions',
	'profiler-stop',
	'pwd',
	'redefine',
	'reset-class',
	'retransform',
	'retransform-list',
	'sc',
	'sc-d',
	'sc-d-f',
	'sm',
	'sm-d',
	'stack',
	'sysenv',
	'sysprop-set',
	'thread-b',
	'thread-id',
	'trace',
	'trace-jdk',
	'tt',
	'tt-i',
	'tt-i-w',
	'tt-l',
	'tt-p',
	'tt-s-w',
	'tt-shop-price',
	'vmoption',
	'vmtool',
	'watch-b-e-s',
	'watch-item',
	'watch-json-format',
	'watch-none',
];

const channel = [
	'exec-in-session',
	'result-getstatic',
	'result-monitor',
	'result-ognl',
	'result-ognl-unicode',
	'result-stack',
	'result-thread-n2',
	'result-trace',
	'result-tt',
	'result-watch',
	'result-watch-exception',
];

const byHand: Record<string, Result[]> = {
	'getinfo-kernel': [{
		type: 'getinfo.kernel',
		id: '1',
		resp: 'success',
		retcode: 2,
		message: 'Success.',
		data: {
			sysname: 'Linux', release: '6.1.0-28-amd64', machine: 'x86_64', nodename: 'web-1', os: 'GNU/Linux', cmdline: null,
		},
	}],
	'getinfo-users': [{
		type: 'getinfo.users',
		resp: 'success',
		retcode: 2,
		data: {
			ts: 1_795_269_137,
			users: [
				{
					name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', system: true, locked: null, groups: ['root'],
				},
				{
					name: 'app', uid: 1000, gid: 1000, home: '/home/app', shell: '/bin/bash', system: false, locked: null, groups: ['app', 'docker'],
				},
			],
		},
	}],
	'getinfo-failed': [{
		type: 'getinfo.users', resp: 'failed', retcode: 3021, message: 'Invalid arguments',
	}],
	'sync-bash': [
		{
			type: 'sync.bash',
			resp: 'failed',
			retcode: 3032,
			message: 'Command exited non-zero: 2',
			data: 'one\ttwo\nthree\n',
			stderr: 'ls: no such file\n',
			exitcode: 2,
			signal: null,
			elapsed_ms: 12,
			truncated: {stdout: 4096, stderr: 0},
		},
		{type: 'status', statusCode: 2, message: 'Command exited non-zero: 2'},
	],
	'classloader-metaspace': [true, false].map(verbose => ({
		type: 'classloader-metaspace',
		jobId: 17,
		verbose,
		durationMillis: 2500,
		periodMillis: 500,
		rows: [
			{
				name: 'app', hash: '5ffd2b27', type: 'jdk.internal.loader.ClassLoaders$AppClassLoader',
				classLoaderData: 140_312_345_678_901, classCount: 9, chunkSize: 65_536, blockSize: 40_960, hiddenBlockSize: 0,
			},
			{
				name: 'bootstrap', hash: 'null', classLoaderData: 0, classCount: 2725, chunkSize: 8_388_608, blockSize: 8_000_000, hiddenBlockSize: 512,
			},
		],
	})),
	'classloader-metaspace-none': [{
		type: 'classloader-metaspace', verbose: false, durationMillis: 2500, periodMillis: 500, rows: [],
	}],
	unknown: [{
		type: 'heat-map', jobId: 3, cells: [[1, 2], [3, {deep: true}]], note: '', none: null, text: 'two\nlines', empty: {},
	}],
	'thread-locks': [{
		type: 'thread',
		busyThreads: [{
			id: 33,
			name: 'worker-1',
			state: 'BLOCKED',
			cpu: 97.31,
			deltaTime: 195,
			time: 60_123,
			lockName: 'java.lang.Object@7263e16c',
			lockOwnerName: 'exec-4',
			lockOwnerId: 27,
			lockInfo: {className: 'java.lang.Object', identityHashCode: 1_919_148_396},
			lockedMonitors: [{className: 'demo.Lock', identityHashCode: 28_037_076, lockedStackDepth: 1}],
			lockedSynchronizers: [{className: 'java.util.concurrent.locks.ReentrantLock$NonfairSync', identityHashCode: 1_510_467_688}],
			stackTrace: [
				{
					className: 'demo.Work', methodName: 'spin', fileName: 'Work.java', lineNumber: 42,
				},
				{className: 'demo.Work', methodName: 'run', lineNumber: -1},
			],
		}],
	}],
};

describe('recorded results as plain text', () => {
	it.each(http)('%s', async name => {
		await expect(plain(recordedResults(`arthas-http-api/${name}.json`), 120)).toMatchFileSnapshot(`golden/${name}.txt`);
	});

	it.each(channel)('%s of the channel server', async name => {
		await expect(plain(recordedResults(`channel-server/${name}.json`), 120)).toMatchFileSnapshot(`golden/channel-${name}.txt`);
	});

	it.each(Object.keys(byHand))('%s', async name => {
		await expect(plain(byHand[name] ?? [], 120)).toMatchFileSnapshot(`golden/${name}.txt`);
	});

	it('on 80 columns', async () => {
		const results = ['exec-thread', 'options', 'jvm', 'classloader-l'].flatMap(name => recordedResults(`arthas-http-api/${name}.json`));
		await expect(plain(results, 80)).toMatchFileSnapshot('golden/narrow.txt');
	});

	it('into a pipe, where nothing is cut', async () => {
		const results = ['exec-thread', 'classloader-l'].flatMap(name => recordedResults(`arthas-http-api/${name}.json`));
		await expect(plain(results, Number.POSITIVE_INFINITY)).toMatchFileSnapshot('golden/pipe.txt');
	});
});

function plain(results: Result[], width: number): string {
	return printRows(layout(results.flatMap(result => viewOf(result)), width), {color: false});
}
