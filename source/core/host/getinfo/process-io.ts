import type {HostReader} from '../define/host-reader.js';

export type ProcessIo = {readBytes: number; writtenBytes: number};

/** What a process really read from and wrote to disks; undefined where only root, or its owner, may know. */
export function readProcessIo(host: HostReader, pid: number): ProcessIo | undefined {
	const text = host.text(`/proc/${pid}/io`);
	const count = (name: string) => Number(new RegExp(String.raw`^${name}: (\d+)$`, 'm').exec(text ?? '')?.[1]);
	return text === undefined || text === '' ? undefined : {readBytes: count('read_bytes'), writtenBytes: count('write_bytes')};
}
