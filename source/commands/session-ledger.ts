import {
	mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {OwnSession, SessionLedger} from '../core/client/remember-sessions.js';
import {maskSecrets} from '../core/mask-secrets.js';
import {
	isPrivate, isRunning, runtimeFolder, startOf,
} from './runtime-file.js';

/** An agent ends any job after a day by itself. */
const keptMs = 86_400_000;

type LedgerFile = {pid: number; startedAt: string; sessions: OwnSession[]};

/**
The sessions of this process in a file of the runtime folder, closed to everybody else; and what files of processes
that are no more still hold. Where no private folder can be had nothing is written down and nothing is known.
*/
export function openSessionLedger(env: NodeJS.ProcessEnv, tell: (session: OwnSession, wasOpen: boolean) => void): SessionLedger {
	const folder = runtimeFolder(env);
	const own = new Set<OwnSession>();
	const save = () => {
		const startedAt = startOf(process.pid);
		write(folder, process.pid, {pid: process.pid, startedAt, sessions: [...own].map(session => ({...session, commandLine: maskSecrets(session.commandLine).slice(0, 200)}))});
	};

	return {
		add(session) {
			own.add(session);
			save();
		},
		remove(session) {
			own.delete(session);
			save();
		},
		leftAt: server => abandoned(folder).flatMap(({sessions}) => sessions).filter(session => session.server === server),
		settled(session, wasOpen) {
			for (const file of abandoned(folder)) {
				const rest = file.sessions.filter(one => one.sessionId !== session.sessionId || one.agentId !== session.agentId || one.server !== session.server);
				if (rest.length < file.sessions.length) {
					write(folder, file.pid, {...file, sessions: rest});
				}
			}

			tell(session, wasOpen);
		},
	};
}

export function leftoverWords({agentId, server, commandLine}: OwnSession, wasOpen: boolean): string {
	const what = `“${commandLine}” on ${agentId || server}, left by a run of arthas-tui that was killed`;
	return wasOpen ? `ended ${what}` : `${what}, has ended by itself`;
}

/** A file without sessions is none. A full disk must not keep a command from running. */
function write(folder: string, pid: number, file: LedgerFile): void {
	const name = path.join(folder, `sessions-${pid}.json`);
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		rmSync(name, {force: true});
		if (file.sessions.length > 0 && isPrivate(folder)) {
			writeFileSync(name, JSON.stringify(file), {mode: 0o600, flag: 'wx'});
		}
	} catch {
		// Then it is as it was before there was a ledger: the agent's own limits end what is left.
	}
}

/** The files of processes that have ended without closing what they had opened. */
function abandoned(folder: string): LedgerFile[] {
	try {
		const names = isPrivate(folder) ? readdirSync(folder).filter(name => /^sessions-\d+\.json$/u.test(name)) : [];
		return names.flatMap(name => readAbandoned(path.join(folder, name)));
	} catch {
		return [];
	}
}

function readAbandoned(name: string): LedgerFile[] {
	try {
		const file = isPrivate(name) ? JSON.parse(readFileSync(name, 'utf8')) as LedgerFile : undefined;
		if (file && Date.now() - statSync(name).mtimeMs > keptMs) {
			rmSync(name, {force: true});
			return [];
		}

		return file && Array.isArray(file.sessions) && !isRunning(file) ? [file] : [];
	} catch {
		return [];
	}
}
