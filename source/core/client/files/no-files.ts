import {hostname} from 'node:os';
import {ArthasError} from '../../error.js';
import type {Agent} from '../agent.js';

/** @throws ArthasError ERR_FILE: why an agent has no files here, and how they can be had. */
export function noFiles(agent: Agent): never {
	const {name, kind, via} = agent;
	if (kind !== 'jvm') {
		throw new ArthasError('ERR_FILE', `${name} has no files of Arthas`, {hint: 'only JVMs have them; arthas-tui log reads the logs of a host'});
	}

	throw via === 'channel'
		? new ArthasError('ERR_FILE', `a channel server carries no files, such as those of ${name}`, {hint: straightTo(agent)})
		: new ArthasError('ERR_FILE', `the files of ${name} can't be had this way`, {hint: usualHint});
}

const usualHint = 'fetch them straight from the HTTP port of its Arthas: --connect arthas+http://HOST:8563';

/** A bridge tells the port; Arthas mostly listens on loopback alone, which only its host can reach. What a server says is no part of a command line unless it is a name. */
function straightTo({labels, host}: Agent): string {
	const {port = '', bridge = ''} = labels;
	if (!/^\d{1,5}$/u.test(port) || !/^[\w.:-]+$/u.test(bridge)) {
		return usualHint;
	}

	const local = `--connect arthas+http://127.0.0.1:${port}`;
	if (bridge === hostname()) {
		return `fetch them straight: ${local}`;
	}

	return host === null || host === bridge || !/^[\w.-]+$/u.test(host)
		? `fetch them straight: --connect arthas+http://${bridge}:${port}, or ssh -L ${port}:127.0.0.1:${port} ${bridge} and ${local}`
		: `fetch them straight: --connect arthas+http://${host}:${port}`;
}
