import process from 'node:process';
import type {LocalJvm} from './local-jvms.js';

/** Why nothing can be attached to this JVM, and what to do instead. */
export function whyNot({pid, ownPid, uid, user, arthas, arthasPorts}: LocalJvm, ownUid = process.getuid?.()): {why: string; todo: string} | undefined {
	if (uid !== ownUid) {
		return {why: `process ${pid} belongs to ${user}, and a JVM takes orders of its own user only`, todo: `run this and the server as ${user}, for example with sudo -u ${user}`};
	}

	if (ownPid !== pid) {
		return {why: `process ${pid} runs in a container, which doesn't see the files of Arthas here`, todo: 'start Arthas in the container, with -Darthas.tunnelServer=ws://HOST:7777/ws'};
	}

	if (arthas !== 'attached') {
		return undefined;
	}

	const [port] = arthasPorts;
	return port === undefined
		? {
			why: `Arthas runs in process ${pid} already and listens on no port: it may have joined a tunnel server`,
			todo: 'use it there, or end it there with stop; where it was ended a moment ago, try again',
		}
		: {
			why: `Arthas serves in process ${pid} already, on ${arthasPorts.join(' and ')}`,
			todo: `arthas-tui --connect arthas+http://127.0.0.1:${port} uses it,`
				+ ` arthas-tui host --channel HOST:7700 --bridge http://127.0.0.1:${port} brings it to a server; attach again after stop there`,
		};
}
