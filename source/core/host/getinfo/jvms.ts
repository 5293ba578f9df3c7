import {maskSecrets} from '../../mask-secrets.js';
import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {accountNames} from './account-names.js';
import {traceArthas} from './arthas-traces.js';
import {bootedAtMs} from './boot-time.js';
import {findJvms, type Jvm} from './find-jvms.js';
import {readJvmLine} from './jvm-line.js';
import {tickMs} from './process-stat.js';

/** What a JVM tells is read from its counters, which need neither an attachment nor a tool of the JDK. */
export const getinfoJvms = defineInfo({
	name: 'jvms',
	summary: 'Java virtual machines, and whether Arthas is in them',
	options: {
		pid: {
			kind: 'number', short: 'p', value: 'PID', min: 1, max: 4_194_304, about: 'only this one',
		},
	},
	schema: {
		jvms: [{
			pid: 'number', ownPid: 'number', user: 'text', uid: 'number', mainClass: 'text?', jdkVersion: 'text?', vm: 'text?', arthas: 'text', arthasPorts: 'numbers', listening: 'numbers',
			startedAtMs: 'number', cpuMs: 'number', threads: 'number', rssBytes: 'number', heapUsedBytes: 'number?', heapMaxBytes: 'number?', classes: 'number?', gcCount: 'number?', gcMs: 'number?',
			executable: 'text?', jvmOptions: 'texts', arguments: 'texts',
		}],
	},
	read({host, values}) {
		const nameOf = accountNames(host);
		const jvms = findJvms(host, nameOf).filter(({stat}) => values.pid === undefined || stat.pid === values.pid).sort((a, b) => a.stat.pid - b.stat.pid);
		const tracesOf = traceArthas(host, jvms.map(({stat}) => stat.pid));
		const bootMs = bootedAtMs(host);
		if (!host.isRoot && jvms.some(({executable}) => executable === null)) {
			host.lack('arthas and ports of other users\' JVMs (not root)');
		}

		return {
			jvms: jvms.map(jvm => {
				const {state, ports, listening} = tracesOf(jvm.stat.pid);
				const {pid, threads, rssBytes, cpuTicks, startTicks} = jvm.stat;
				return {
					pid, ownPid: jvm.ownPid, user: nameOf(jvm.uid), uid: jvm.uid, ...javaFacts(jvm), arthas: state, arthasPorts: ports, listening,
					startedAtMs: bootMs + (startTicks * tickMs), cpuMs: cpuTicks * tickMs, threads, rssBytes, executable: jvm.executable, ...lineOf(host, jvm),
				};
			}),
		};
	},
});

function javaFacts({words, counters}: Jvm) {
	const text = (name: string) => {
		const value = counters?.get(name);
		return typeof value === 'string' && value !== '' ? value : null;
	};

	// A jar tells its path here, a module its name.
	const command = text('sun.rt.javaCommand')?.split(' ')[0] ?? readJvmLine(words).main;
	return {
		mainClass: command, jdkVersion: text('java.property.java.version') ?? text('java.property.java.vm.version'), vm: text('java.property.java.vm.name'),
		...memoryOf(counters ?? new Map<string, string | number>()),
	};
}

/** HotSpot names its heap by generations and spaces, whatever its collector. */
function memoryOf(counters: Map<string, string | number>) {
	const numbers = (pattern: RegExp) => [...counters].filter(([name, value]) => pattern.test(name) && typeof value === 'number').map(([, value]) => Number(value));
	const sum = (values: number[]) => values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
	const ticksPerMs = Number(counters.get('sun.os.hrt.frequency') ?? 0) / 1000;
	const gcTicks = sum(numbers(/^sun\.gc\.collector\.\d+\.time$/));
	const heaps = numbers(/^sun\.gc\.generation\.\d+\.maxCapacity$/);
	return {
		heapUsedBytes: sum(numbers(/^sun\.gc\.generation\.\d+\.space\.\d+\.used$/)), heapMaxBytes: hasFixedParts(counters) || heaps.length === 0 ? sum(heaps) : Math.max(...heaps),
		classes: sum(numbers(/^java\.cls\.loadedClasses$/)), gcCount: sum(numbers(/^sun\.gc\.collector\.\d+\.invocations$/)),
		gcMs: gcTicks === null || ticksPerMs === 0 ? null : Math.round(gcTicks / ticksPerMs),
	};
}

/**
Whether each generation has a part of the heap to itself. So it is with the collectors that are named in pairs, `Copy:MSC`, `ParScav:MSC`
and `ParNew:CMS`. G1, ZGC and Shenandoah (JDK 17 and 25) let any generation grow to the whole heap; of these only G1 tells its name.
*/
function hasFixedParts(counters: Map<string, string | number>): boolean {
	return String(counters.get('sun.gc.policy.name') ?? '').includes(':');
}

type Line = {jvmOptions: string[]; arguments: string[]};

/** Lines of machines that were asked before: masking a long one takes longer than all else that is told of it. */
const known = new Map<string, {text: string; line: Line}>();
const limit = 1000;

/** Each word is masked beside its neighbours: `--password` and its value are two. */
function lineOf(host: HostReader, {stat: {pid}, words}: Jvm): Line {
	const key = `${host.at('/')} ${pid}`;
	const text = words.join('\0');
	const before = known.get(key);
	if (before?.text === text) {
		return before.line;
	}

	if (known.size >= limit) {
		known.clear();
	}

	const {options, arguments: given} = readJvmLine(words);
	const line = {jvmOptions: masked(options), arguments: masked(given)};
	known.set(key, {text, line});
	return line;
}

function masked(words: readonly string[]): string[] {
	return words.length === 0 ? [] : maskSecrets(words.map(word => word.replaceAll('\n', ' ').slice(0, 2000)).join('\n')).split('\n').slice(0, 300);
}
