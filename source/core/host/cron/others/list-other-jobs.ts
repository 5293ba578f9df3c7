import {constants, type Dirent} from 'node:fs';
import {
	lstat, open, readdir, readlink,
} from 'node:fs/promises';
import path from 'node:path';
import type {JsonObject} from '../../../protocol/result.js';
import {parseCrontab} from './crontab.js';
import {findIdle} from './find-idle.js';
import {describeOther, type OtherJob} from './other-job.js';
import {parseTimer} from './timer.js';

/** More of a file is not read: crontabs are written by people. */
const maxBytes = 256 * 1024;

/** Debian's and Red Hat's. */
const spools = ['/var/spool/cron/crontabs', '/var/spool/cron'];

/** The first that has a unit decides. */
const unitFolders = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

/**
The jobs that other programs run on this host, from their files alone: the system's crontabs, those of users as far as
they may be read, and the timers of systemd. What can't be read is left out; what nothing here would start has no next
run. Never rejects.

@param options.root Where the files begin: empty, but for a mounted host or a test.
*/
export async function listOtherJobs({root = '', now = Date.now()}: {root?: string | undefined; now?: number | undefined} = {}): Promise<JsonObject[]> {
	const jobs = [
		...await crontab(root, '/etc/crontab'),
		...await crontabsIn(root, '/etc/cron.d'),
		...(await Promise.all(spools.map(async folder => crontabsIn(root, folder, true)))).flat(),
		...await timers(root),
	];
	const idle = jobs.length === 0 ? {} : await findIdle(root);
	return jobs.map(job => describeOther({...job, problem: (job.enabled ? idle[job.kind] : undefined) ?? job.problem}, idle[job.kind] === undefined ? now : undefined));
}

async function crontab(root: string, source: string, owner?: string): Promise<OtherJob[]> {
	const text = await readText(root + source);
	return text === undefined ? [] : parseCrontab(text, {source, owner});
}

/** Hidden files and what editors and packages leave behind are no crontabs. */
async function crontabsIn(root: string, folder: string, isOwned = false): Promise<OtherJob[]> {
	const entries = (await list(root + folder)).filter(entry => !entry.isDirectory() && !/^\.|~$|\.(?:dpkg|rpm|swp|bak)\w*|^tmp\./u.test(entry.name));
	return (await Promise.all(entries.map(async ({name}) => crontab(root, path.posix.join(folder, name), isOwned ? name : undefined)))).flat();
}

async function timers(root: string): Promise<OtherJob[]> {
	const found = new Map<string, string>();
	for (const folder of unitFolders) {
		for (const {name} of await list(root + folder)) {
			// A template is no timer; its instances are links that are named in the folders of wants.
			if (/^[^@]+\.timer$/u.test(name) && !found.has(name)) {
				found.set(name, path.posix.join(folder, name));
			}
		}
	}

	const wanted = await wantedUnits(root);
	return (await Promise.all([...found].map(async ([unit, source]) => {
		const text = await isMasked(root + source) ? undefined : await readText(root + source);
		return text === undefined ? [] : parseTimer(text, {source, unit, enabled: wanted.has(unit)});
	}))).flat();
}

/** What systemd starts by itself: it has a link in a folder of wants. */
async function wantedUnits(root: string): Promise<ReadonlySet<string>> {
	const folders = (await Promise.all(unitFolders.map(async folder => {
		const entries = await list(root + folder);
		return entries.filter(({name}) => /\.(?:wants|requires)$/u.test(name)).map(({name}) => path.posix.join(folder, name));
	}))).flat();
	return new Set((await Promise.all(folders.map(async folder => list(root + folder)))).flat().map(({name}) => name));
}

async function isMasked(file: string): Promise<boolean> {
	try {
		return (await lstat(file)).isSymbolicLink() && await readlink(file) === '/dev/null';
	} catch {
		return false;
	}
}

async function list(folder: string): Promise<Dirent[]> {
	try {
		return (await readdir(folder, {withFileTypes: true})).sort((a, b) => a.name < b.name ? -1 : 1);
	} catch {
		return [];
	}
}

async function readText(file: string): Promise<string | undefined> {
	try {
		// Without waiting: a pipe would be opened when somebody writes to it.
		const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			// Neither a pipe nor a device has an end.
			if (!(await handle.stat()).isFile()) {
				return undefined;
			}

			const {buffer, bytesRead} = await handle.read({buffer: new Uint8Array(maxBytes), position: 0});
			return new TextDecoder().decode(buffer.subarray(0, bytesRead));
		} finally {
			await handle.close();
		}
	} catch {
		return undefined;
	}
}
