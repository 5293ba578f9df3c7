import {
	mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {readHost} from '../define/host-reader.js';
import {readProcess} from '../getinfo/process-stat.js';

/** An Arthas that this program has put into a JVM, or one that was there and is listed beside those. */
export type Attachment = {
	pid: number;
	/** Start of the JVM as the kernel counts it: its number may have been given to another. */
	startTicks: number;
	/** Epoch ms. */
	attachedAtMs: number;
	agentId: string;
	/** Where it speaks HTTP, on 127.0.0.1, to whoever shows this login. */
	port: number;
	username?: string;
	password?: string;
	/** Somebody else has brought it, and will end it. */
	wasThere?: boolean;
};

/** As it is written down. */
export type NewAttachment = Omit<Attachment, 'startTicks' | 'attachedAtMs'>;

/** What is kept of what was attached, in a folder that nobody else may enter. */
export type Attachments = {
	/** Those of JVMs that still run; what others left is removed. */
	list(): Attachment[];
	/** Writes it down, with the properties for Arthas in a file whose path comes back. */
	add(attachment: NewAttachment, properties: Readonly<Record<string, string>>): string;
	/** Arthas has read its properties, which are removed, and serves; whoever watches is told. */
	confirm(pid: number): void;
	remove(pid: number): void;
	/** Calls `changed` soon after something was attached or detached, by any program of this user; returns the function that stops it. */
	watch(changed: () => void): () => void;
};

/**
@param state A folder of this user that outlives his login, as JVMs do: the runtime folder goes with the last terminal.

A home may be that of many machines, and process numbers begin anew with each start of one: so each has a folder of its own.
*/
export function openAttachments(state: string): Attachments {
	const root = path.join(state, 'attached', readHost().line('/proc/sys/kernel/random/boot_id') ?? 'here');
	const recordOf = (pid: number) => path.join(root, `${pid}.json`);
	const propertiesOf = (pid: number) => path.join(root, `${pid}.properties`);
	const write = (pid: number, record: Attachment) => {
		// What others see is whole, and is a new name to whoever watches the folder.
		writePrivate(`${recordOf(pid)}.new`, JSON.stringify(record));
		renameSync(`${recordOf(pid)}.new`, recordOf(pid));
	};

	const remove = (pid: number) => {
		for (const file of [recordOf(pid), propertiesOf(pid)]) {
			rmSync(file, {force: true});
		}
	};

	return {
		list() {
			const found = pidsIn(root).map(pid => ({pid, record: read(recordOf(pid))}));
			const isAlive = (record: Attachment | undefined) => record !== undefined && startTicksOf(record.pid) === record.startTicks;
			for (const {pid} of found.filter(({record}) => !isAlive(record))) {
				remove(pid);
			}

			return found.flatMap(({record}) => record !== undefined && isAlive(record) ? [record] : []);
		},
		add(attachment, properties) {
			const {pid} = attachment;
			mkdirSync(root, {recursive: true, mode: 0o700});
			remove(pid);
			const lines = Object.entries(properties).map(([name, value]) => `arthas.${name}=${value.replaceAll('\\', String.raw`\\`)}\n`);
			writePrivate(propertiesOf(pid), lines.join(''));
			write(pid, {...attachment, startTicks: startTicksOf(pid) ?? 0, attachedAtMs: Date.now()});
			return propertiesOf(pid);
		},
		confirm(pid) {
			rmSync(propertiesOf(pid), {force: true});
			const record = read(recordOf(pid));
			if (record) {
				write(pid, record);
			}
		},
		remove,
		watch: changed => watchFolder(root, changed),
	};
}

/** The mode is that of a file that is made: one that lies there is taken away before. */
function writePrivate(file: string, text: string): void {
	rmSync(file, {force: true});
	writeFileSync(file, text, {mode: 0o600, flag: 'wx'});
}

/** Where nothing can be watched (a full table of inotify, a folder that can't be made) whoever asks has to look from time to time. */
function watchFolder(folder: string, changed: () => void): () => void {
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		const watcher = watch(folder, {persistent: false}, changed);
		watcher.on('error', () => undefined);
		return () => {
			watcher.close();
		};
	} catch {
		return () => undefined;
	}
}

function pidsIn(root: string): number[] {
	try {
		return readdirSync(root).filter(name => /^\d+\.json$/u.test(name)).map(name => Number.parseInt(name, 10));
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
