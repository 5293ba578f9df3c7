import {readFileSync} from 'node:fs';
import path from 'node:path';
import {cronMethods, keptJobs} from '../../core/host/cron/index.js';
import {methods} from '../../core/host/index.js';
import type {OwnJobs} from './own-jobs.js';
import {jobsFolder, stateFolder} from './places.js';

/** What this host answers for as long as one command lasts: its jobs can be looked at, but nothing here would run them. */
export function keptOwnJobs(env: NodeJS.ProcessEnv): OwnJobs {
	const jobs = keptJobs({folder: jobsFolder(env), identity: identityOf(env)});
	return {methods: [...methods, ...cronMethods(jobs)], async close() {/* It has nothing open. */}};
}

/** Of a host that has never run anything there is none, and looking makes none. */
function identityOf(env: NodeJS.ProcessEnv): string | undefined {
	try {
		return readFileSync(path.join(stateFolder(env), 'identity'), 'utf8').trim();
	} catch {
		return undefined;
	}
}
