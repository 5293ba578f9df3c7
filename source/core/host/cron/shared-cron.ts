import {failure, type HostAnswer} from '../method.js';
import type {JsonObject} from '../../protocol/result.js';
import {CronService, type CronServiceOptions} from './cron-service.js';
import {lockFolder} from './folder-lock.js';

/** What can be asked about the jobs of a host. */
export type CronOperations = Record<'list' | 'history' | 'add' | 'update' | 'delete' | 'enable' | 'disable' | 'run' | 'sync', (members: JsonObject) => Promise<HostAnswer>>;

export type SharedCron = CronOperations & {close(): Promise<void>};

const again = 5000;

/**
The jobs of a folder that several programs of one user may want to run: each job has to run once, so the first one does it, and the
others wait until it has ended. Rejects when the folder can't be used.
*/
export async function startSharedCron(options: CronServiceOptions, {againMs = again}: {againMs?: number} = {}): Promise<SharedCron> {
	let service: CronService | undefined;
	let owner = 0;
	let release: () => void = () => undefined;
	let timer: NodeJS.Timeout | undefined;
	const take = async () => {
		const lock = lockFolder(options.folder);
		if ('pid' in lock) {
			owner = lock.pid;
			timer = setTimeout(() => {
				void retake();
			}, againMs).unref();
			return;
		}

		try {
			service = await CronService.start(options);
			({release} = lock);
		} catch (error) {
			lock.release();
			throw error;
		}
	};

	const retake = async () => {
		try {
			await take();
		} catch (error) {
			options.onTrouble?.(`the jobs can't be run: ${(error as Error).message}`);
		}
	};

	await take();
	const ask = (operation: keyof CronOperations) => async (members: JsonObject) => service
		? service[operation](members)
		: failure('busy', `the jobs of this host are run by process ${owner}`, 'Ask the agent of that process, or end it: this one takes over then.');
	return {
		list: ask('list'), history: ask('history'), add: ask('add'), update: ask('update'), delete: ask('delete'),
		enable: ask('enable'), disable: ask('disable'), run: ask('run'), sync: ask('sync'),
		async close() {
			clearTimeout(timer);
			await service?.close();
			release();
		},
	};
}
