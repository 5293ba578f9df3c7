import type {HostReader} from '../define/host-reader.js';
import {argumentsOf} from './command-lines.js';
import {readHsperfdata} from './hsperfdata.js';
import {readProcesses, type ProcessStat} from './process-stat.js';
import {readBytes} from './utmp.js';

export type Jvm = {
	stat: ProcessStat;
	/** Its own number where it runs in a container, which has numbers of its own. */
	ownPid: number;
	uid: number;
	executable: string | null;
	words: string[];
	counters: Map<string, string | number> | undefined;
};

/** The Java machines of this host: what is called java, or publishes counters as one, whatever its launcher is called. */
export function findJvms(host: HostReader, uidName: (uid: number) => string): Jvm[] {
	const published = new Set(host.names('/tmp').filter(name => name.startsWith('hsperfdata_')).flatMap(folder => host.names(`/tmp/${folder}`)));
	return readProcesses(host).filter(({isKernel, state}) => !isKernel && state !== 'Z').map(stat => {
		const executable = host.link(`/proc/${stat.pid}/exe`) ?? null;
		const isJava = /(?:^|\/)javaw?$/.test(executable ?? '') || stat.name === 'java' || published.has(String(stat.pid));
		return isJava ? readJvm(host, stat, executable, uidName) : undefined;
	}).filter(jvm => jvm !== undefined);
}

function readJvm(host: HostReader, stat: ProcessStat, executable: string | null, uidName: (uid: number) => string): Jvm | undefined {
	const uid = host.facts(`/proc/${stat.pid}`)?.uid;
	if (uid === undefined) {
		return undefined;
	}

	const own = /^NSpid:.*\s(?<pid>\d+)$/m.exec(host.text(`/proc/${stat.pid}/status`) ?? '')?.groups?.['pid'];
	const ownPid = own === undefined ? stat.pid : Number(own);
	return {
		stat, ownPid, uid, executable,
		words: stat.state === 'D' ? [] : argumentsOf(host, stat.pid),
		counters: countersOf(host, stat.pid, ownPid, uidName(uid)),
	};
}

/** In a container the folder is named after the user there, whose name nobody knows here. */
function countersOf(host: HostReader, pid: number, ownPid: number, user: string): Map<string, string | number> | undefined {
	const places = ownPid === pid ? [`/tmp/hsperfdata_${user}/${pid}`] : [];
	const root = `/proc/${pid}/root/tmp`;
	const inside = places.some(place => host.exists(place)) ? [] : host.names(root).filter(name => name.startsWith('hsperfdata_')).map(folder => `${root}/${folder}/${ownPid}`);
	for (const place of [...places, ...inside]) {
		const bytes = readBytes(host.at(place));
		const counters = bytes && readHsperfdata(bytes);
		if (counters !== undefined) {
			return counters;
		}
	}

	return undefined;
}
