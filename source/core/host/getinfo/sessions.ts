import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {readUtmp} from './utmp.js';

type Session = {user: string; terminal: string | null; from: string | null; pid: number; startedAtMs: number; idleMs: number | null; source: string};

/** `idleMs` is how long nobody typed; null where the session has no terminal. */
export const getinfoSessions = defineInfo({
	name: 'sessions',
	summary: 'Who is logged in',
	options: {},
	schema: {
		sessions: [{
			user: 'text', terminal: 'text?', from: 'text?', pid: 'number', startedAtMs: 'number', idleMs: 'number?', source: 'text',
		}],
	},
	read({host}) {
		const inUtmp = ['/run/utmp', '/var/run/utmp'].map(file => readUtmp(host, file)).find(found => found !== undefined);
		const isKnown = inUtmp !== undefined || host.exists('/run/systemd/sessions');
		if (!isKnown) {
			host.lack('this host keeps no list of sessions (neither utmp nor logind)');
		}

		const byUtmp = (inUtmp ?? []).map(({user, terminal, from, pid, startedAtMs}): Session => ({
			user, terminal, from, pid, startedAtMs, idleMs: idle(host, terminal), source: 'utmp',
		}));
		const terminals = new Set(byUtmp.map(({terminal}) => terminal));
		const further = readLogind(host).filter(({terminal}) => terminal === null || !terminals.has(terminal));
		return {sessions: [...byUtmp, ...further].sort((a, b) => a.startedAtMs - b.startedAtMs || a.pid - b.pid)};
	},
});

/** Distributions that have given up utmp (its times end in 2038) leave this to logind, which writes a file for each session. */
function readLogind(host: HostReader): Session[] {
	return host.names('/run/systemd/sessions').filter(name => !name.includes('.')).map(name => {
		const text = host.text(`/run/systemd/sessions/${name}`) ?? '';
		const value = (key: string) => new RegExp(`^${key}=(.+)$`, 'm').exec(text)?.[1] ?? null;
		const terminal = value('TTY');
		return {
			user: value('USER') ?? value('UID') ?? '', terminal, from: value('REMOTE_HOST'), pid: Number(value('LEADER') ?? 0),
			startedAtMs: Math.round(Number(value('REALTIME') ?? 0) / 1000), idleMs: terminal === null ? null : idle(host, terminal), source: 'logind',
			isUser: /^(?:user|greeter)/.test(value('CLASS') ?? 'user') && value('STATE') !== 'closing',
		};
	}).filter(({isUser}) => isUser).map(({isUser, ...session}) => session);
}

/** Typing changes the time of the terminal's file. */
function idle(host: HostReader, terminal: string | null): number | null {
	const changed = terminal === null || !/^[\w/-]+$/.test(terminal) ? undefined : host.facts(`/dev/${terminal}`)?.changedAtMs;
	return changed === undefined ? null : Math.max(0, Date.now() - changed);
}
