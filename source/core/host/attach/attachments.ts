import {
	mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {readHost} from '../define/host-reader.js';
import {readProcess} from '../getinfo/process-stat.js';

/** An Arthas that this program has put into a JVM. */
export type Attachment = {
	pid: number;
	/** Start of the JVM as the kernel counts it: its number may have been given to another. */
	startTicks: number;
	agentId: string;
	/** The tunnel door that it dials, without the token. */
	tunnel: string;
};

/** The records of what was attached, each in a folder of its own that nobody else may enter, beside what Arthas reads there. */
export type Attachments = {
	/** Those of JVMs that still run; what others left is removed. */
	list(): Attachment[];
	/** Writes it down with the properties for Arthas, and tells their folder. */
	add(attachment: Omit<Attachment, 'startTicks'>, properties: Readonly<Record<string, string>>): string;
	remove(pid: number): void;
};

const recordName = 'attached.json';

/** @param runtime A folder that only this user may enter. */
export function openAttachments(runtime: string): Attachments {
	const root = path.join(runtime, 'attached');
	const remove = (pid: number) => {
		rmSync(path.join(root, String(pid)), {recursive: true, force: true});
	};

	return {
		list() {
			const found = pidsIn(root).map(pid => ({pid, record: read(path.join(root, String(pid), recordName))}));
			for (const {pid} of found.filter(({record}) => record === undefined || startTicksOf(record.pid) !== record.startTicks)) {
				remove(pid);
			}

			return found.flatMap(({record}) => record !== undefined && startTicksOf(record.pid) === record.startTicks ? [record] : []);
		},
		add(attachment, properties) {
			const folder = path.join(root, String(attachment.pid));
			remove(attachment.pid);
			mkdirSync(folder, {recursive: true, mode: 0o700});
			const lines = Object.entries(properties).map(([name, value]) => `arthas.${name}=${value.replaceAll('\\', String.raw`\\`)}\n`);
			writeFileSync(path.join(folder, 'arthas.properties'), lines.join(''), {mode: 0o600, flag: 'wx'});
			writeFileSync(path.join(folder, recordName), JSON.stringify({...attachment, startTicks: startTicksOf(attachment.pid)}), {mode: 0o600, flag: 'wx'});
			return folder;
		},
		remove,
	};
}

function pidsIn(root: string): number[] {
	try {
		return readdirSync(root).filter(name => /^\d+$/u.test(name)).map(Number);
	} catch {
		return [];
	}
}

function read(file: string): Attachment | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Attachment;
	} catch {
		return undefined;
	}
}

function startTicksOf(pid: number): number | undefined {
	return readProcess(readHost(), pid)?.startTicks;
}
