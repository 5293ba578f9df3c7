import path from 'node:path';
import {hostMethods} from '../../core/host/agent/host-methods.js';
import {readIdentity} from '../../core/host/agent/identity.js';
import {openAudit} from '../../core/host/audit.js';
import {createBashGate} from '../../core/host/bash-gate.js';
import {defaultBashPolicy} from '../../core/host/bash-policy.js';
import {cronMethods, lockedJobs, startSharedCron} from '../../core/host/cron/index.js';
import {methods, type HostMethod} from '../../core/host/index.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import {jobsFolder, stateFolder} from './places.js';

/** What the agent that comes with a server of ours answers, with the jobs that it runs as long as it lives. */
export type OwnJobs = {methods: readonly HostMethod[]; close(): Promise<void>};

/** The same of a server that asks nobody for a login: what jobs run, and with which secrets, is nothing for everybody on this machine. */
export function withoutJobs(): readonly HostMethod[] {
	return [...methods, ...cronMethods(lockedJobs({
		why: 'this server asks for no login, so it runs and shows no cron jobs',
		hint: 'start serve with ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD, or arthas-tui host, which shows them to a server with a login',
	}))];
}

/**
The jobs of this user on this host, from where `host` keeps them too: whichever program is there first runs them. Undefined, which
is told, where nothing can be kept.
*/
export async function openOwnJobs({env, err}: Pick<CommandContext, 'env' | 'err'>): Promise<OwnJobs | undefined> {
	const folder = stateFolder(env);
	const tell = (trouble: string) => {
		err(`cron: ${safeText(trouble)}\n`);
	};

	try {
		const {uuid} = readIdentity(path.join(folder, 'identity'));
		const audit = openAudit(path.join(folder, 'audit.jsonl'));
		const policy = () => defaultBashPolicy;
		const gate = createBashGate({policy, audit});
		const closing = new AbortController();
		const cron = await startSharedCron({
			folder: jobsFolder(env), identity: uuid, run: gate.run, onTrouble: tell,
		});
		return {
			methods: hostMethods({
				policy, gate, closing: closing.signal, cron,
			}),
			async close() {
				closing.abort();
				await cron.close();
				audit.close();
			},
		};
	} catch (error) {
		tell(`no jobs on this host, because nothing can be kept in ${folder}: ${(error as Error).message}`);
		return undefined;
	}
}
