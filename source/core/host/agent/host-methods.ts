import {createAsyncBash} from '../async-bash.js';
import type {Audit} from '../audit.js';
import {createBashGate, type BashGate} from '../bash-gate.js';
import type {BashPolicy} from '../bash-policy.js';
import {createSyncBash} from '../bash.js';
import {cronMethods, type CronOperations} from '../cron/index.js';
import type {HostMethod} from '../method.js';
import {methods} from '../methods.js';

export type HostMethodsOptions = {
	policy: () => BashPolicy;
	audit?: Audit | undefined;
	/** The gate that cron jobs go through as well, where there are any. */
	gate?: BashGate | undefined;
	/** Ends what runs for nobody in particular. */
	closing: AbortSignal;
	/** The jobs that it runs by itself, where it does. */
	cron?: CronOperations | undefined;
};

/** All that a host agent answers by whatever way in: looking as it is, running behind one gate for all ways. */
export function hostMethods({policy, audit, closing, cron, gate = createBashGate({policy, audit})}: HostMethodsOptions): HostMethod[] {
	return [
		...methods.filter(({name}) => name !== 'sync.bash'),
		createSyncBash(gate),
		...createAsyncBash(gate, closing),
		...cron ? cronMethods(cron) : [],
	];
}
