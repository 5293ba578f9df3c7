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

	return arthas === 'attached' && arthasPorts.length === 0
		? {
			why: `Arthas runs in process ${pid} already and listens on no port: it may have joined a tunnel server`,
			todo: 'use it there, or end it there with stop; where it was ended a moment ago, try again',
		}
		: undefined;
}
