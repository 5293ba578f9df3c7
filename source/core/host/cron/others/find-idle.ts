import {access, readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import type {OtherJob} from './other-job.js';

/** Why nothing starts the jobs of a kind; no member where something does, or where that can't be known. */
export type Idle = Partial<Record<OtherJob['kind'], string>>;

/** Images of containers bring crontabs and timers along, and mostly neither cron nor systemd. */
export async function findIdle(root: string): Promise<Idle> {
	// Who may not see the first process sees no others' (hidepid of proc(5)).
	if (await textOf(`${root}/proc/1/comm`) === undefined) {
		return {};
	}

	const [hasSystemd, hasCron] = await Promise.all([exists(`${root}/run/systemd/system`), findsCron(root)]);
	return {
		...hasCron ? {} : {crontab: 'no cron runs on this host, so nothing starts it'},
		...hasSystemd ? {} : {timer: 'systemd does not run this host, so nothing starts it'},
	};
}

/** A process of that name, BusyBox with that applet, or timers that systemd-cron has made of the crontabs. */
async function findsCron(root: string): Promise<boolean> {
	const numbers = (await namesIn(`${root}/proc`)).filter(name => /^\d+$/u.test(name));
	const names = await Promise.all(numbers.map(async pid => {
		const name = await textOf(path.join(root, '/proc', pid, 'comm'));
		return name?.trim() === 'busybox' ? textOf(path.join(root, '/proc', pid, 'cmdline')) : name;
	}));
	return names.some(name => name?.includes('cron')) || (await namesIn(`${root}/run/systemd/generator`)).some(name => /^cron-.*\.timer$/u.test(name));
}

async function exists(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch {
		return false;
	}
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
}

async function textOf(file: string): Promise<string | undefined> {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return undefined;
	}
}
