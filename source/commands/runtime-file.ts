import {
	chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** A server of this user that runs now, for a second terminal to use. */
export type RunningServer = {
	pid: number;
	/** Start of the process as the kernel counts it; a pid alone may have been given to another. */
	startedAt: string;
	http: string;
	ws: string;
	grpc: string;
	/** Where stock agents come in; older servers don't say. */
	tunnel?: string | null | undefined;
	tls: boolean;
	username?: string | undefined;
	password?: string | undefined;
	/** The server of a screen, which goes with it: commands find it, another screen doesn't lean on it. */
	isScreen?: boolean | undefined;
	/** PEM: what its certificate is signed by, where that came with it. */
	ca?: string | undefined;
};

/** The user's runtime folder: only he may enter it. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
	const given = env['XDG_RUNTIME_DIR'];
	return given ? path.join(given, 'arthas-tui') : path.join(tmpdir(), `arthas-tui-${userInfo().uid}`);
}

/** Writes down that this process serves; the function that comes back takes it away again. Undefined where no private folder can be had. */
export function announceServer(server: Omit<RunningServer, 'pid' | 'startedAt'>, env: NodeJS.ProcessEnv): (() => void) | undefined {
	const folder = runtimeFolder(env);
	const file = path.join(folder, `server-${process.pid}.json`);
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		if (!isPrivate(folder)) {
			return undefined;
		}

		rmSync(file, {force: true});
		writeFileSync(file, JSON.stringify({pid: process.pid, startedAt: startOf(process.pid), ...server}), {mode: 0o600, flag: 'wx'});
		chmodSync(file, 0o600);
		return () => {
			rmSync(file, {force: true});
		};
	} catch {
		// A full disk or a read-only folder must not keep the server from serving; half a file would mislead.
		discard(file);
		return undefined;
	}
}

function discard(file: string): void {
	try {
		rmSync(file, {force: true});
	} catch {
		// It isn't there, or nobody may touch it.
	}
}

/** The newest server of this user that still runs, one that stays before one of a screen; files of dead ones are removed. */
export function findServer(env: NodeJS.ProcessEnv, {withScreens = false} = {}): RunningServer | undefined {
	const folder = runtimeFolder(env);
	const found: Array<RunningServer & {changed: number}> = [];
	try {
		if (!isPrivate(folder)) {
			return undefined;
		}

		for (const name of readdirSync(folder)) {
			const file = path.join(folder, name);
			const server = /^server-\d+\.json$/u.test(name) && isPrivate(file) ? read(file) : undefined;
			if (server && server.pid !== process.pid && isRunning(server)) {
				found.push({...server, changed: lstatSync(file).mtimeMs});
			} else if (server && server.pid !== process.pid) {
				rmSync(file, {force: true});
			}
		}
	} catch {
		return undefined;
	}

	return found.filter(({isScreen}) => withScreens || !isScreen)
		.sort((left, right) => Number(left.isScreen ?? false) - Number(right.isScreen ?? false) || right.changed - left.changed)[0];
}

function read(file: string): RunningServer | undefined {
	try {
		const server = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunningServer>;
		return typeof server.pid === 'number' && typeof server.http === 'string' ? server as RunningServer : undefined;
	} catch {
		return undefined;
	}
}

/** Whether the process that wrote this still runs. */
export function isRunning({pid, startedAt}: Pick<RunningServer, 'pid' | 'startedAt'>): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}

	return startOf(pid) === startedAt;
}

/** Field 22 of /proc/PID/stat counts ticks since boot; where there is no /proc the pid has to do. */
export function startOf(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}

/** Ours, no link, and closed to everybody else. */
export function isPrivate(file: string): boolean {
	const stat = lstatSync(file);
	return !stat.isSymbolicLink() && stat.uid === userInfo().uid && (stat.mode & 0o077) === 0;
}
