import {readHost} from '../define/host-reader.js';
import {traceArthas} from '../getinfo/arthas-traces.js';
import type {Attachment} from './attachments.js';

/** Whether it is this JVM that listens on the port: where Arthas was stopped by somebody, any user of the machine may have taken it. */
export function isServing({pid, port}: Pick<Attachment, 'pid' | 'port'>): boolean {
	return traceArthas(readHost(), [pid])(pid).listening.includes(port);
}

/** Whether something of Arthas runs in it, as its threads do for two seconds after it has closed its doors (4.1.5). */
export function isLeaving(pid: number): boolean {
	return traceArthas(readHost(), [pid])(pid).state === 'attached';
}
