import {failure} from '../method.js';
import type {CronOperations} from './shared-cron.js';

/** Jobs of a host of which nobody is told, and why: whoever asks learns what would open them, instead of that there is no such command. */
export function lockedJobs({why, hint}: {why: string; hint: string}): CronOperations {
	const refuse = async () => failure('permissionDenied', why, hint);
	return {
		list: refuse, history: refuse, add: refuse, update: refuse, delete: refuse, enable: refuse, disable: refuse, run: refuse, sync: refuse,
	};
}
