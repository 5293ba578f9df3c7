import type {HostReader} from '../define/host-reader.js';
import {argumentsOf} from './command-lines.js';
import {readHsperfdata} from './hsperfdata.js';
import {readProcess, type ProcessStat} from './process-stat.js';
import {pidsOf} from './socket-owners.js';
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
	return pidsOf(host).filter(pid => published.has(String(pid)) || runsJava(host, pid))
		.map(pid => readProcess(host, pid))
		.filter(stat => stat !== undefined && stat.state !== 'Z')
		.map(stat => stat && readJvm(host, stat, uidName))
		.filter(jvm => jvm !== undefined);
}

/** By its program, or by its name where the program of others may not be seen: of 500 processes, that is all that is read of most. */
function runsJava(host: HostReader, pid: number): boolean {
	const executable = host.link(`/proc/${pid}/exe`);
	return executable === undefined ? host.record(`/proc/${pid}/comm`)?.trim() === 'java' : /(?:^|\/)javaw?(?: \(deleted\))?$/.test(executable);
}

function readJvm(host: HostReader, stat: ProcessStat, uidName: (uid: number) => string): Jvm | undefined {
	const uid = host.facts(`/proc/${stat.pid}`)?.uid;
	if (uid === undefined) {
		return undefined;
	}

	const own = /^NSpid:.*\s(?<pid>\d+)$/m.exec(host.text(`/proc/${stat.pid}/status`) ?? '')?.groups?.['pid'];
	const ownPid = own === undefined ? stat.pid : Number(own);
	return {
		stat, ownPid, uid,
		executable: host.link(`/proc/${stat.pid}/exe`) ?? null,
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
