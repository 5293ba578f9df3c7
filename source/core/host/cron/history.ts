import path from 'node:path';
import {isJsonObject} from '../../protocol/is-json-object.js';
import type {Json, JsonObject} from '../../protocol/result.js';
import type {Disk} from './atomic-file.js';

/** What became of a run, or of runs that there were not. Times are seconds since 1970. */
export type RunRecord = {
	/** `lost`: the agent ended before the run did, so that nobody knows its end. */
	state: 'running' | 'ended' | 'skipped' | 'missed' | 'lost';
	trigger: 'schedule' | 'hand';
	/** When it should have begun. */
	due: number;
	/** Null for what never began. */
	start: number | null;
	end: number | null;
	/** What the command came to: `resp`, `retcode`, `message`, `data`, `stderr`, `exitcode`… Outputs are cut. */
	outcome: JsonObject | null;
	/** How many runs a record of missed ones stands for. */
	count?: number;
};

export type History = {
	load(name: string): Promise<void>;
	/** The newest first. */
	of(name: string): readonly RunRecord[];
	add(name: string, record: RunRecord): void;
	replace(name: string, before: RunRecord, after: RunRecord): void;
	delete(name: string): void;
	/** Resolves when all that was added is on the disk, or was told not to be. */
	flush(): Promise<void>;
};

export type HistoryOptions = {folder: string; disk: Disk; tell: (message: string) => void};

/** Per task, so that one that runs every second doesn't push out others. */
const maxRecords = 20;

/** Characters kept of each output of a run that is over. */
const maxOutput = 4096;

/** The last runs of each task, one file a task, written behind what happens and never in its way. */
export function createHistory({folder, disk, tell}: HistoryOptions): History {
	const records = new Map<string, RunRecord[]>();
	const writes = new Map<string, Promise<void>>();
	const waiting = new Set<string>();
	const fileOf = (name: string) => runsFile(folder, name);
	const write = async (name: string, before: Promise<void> | undefined) => {
		await before;
		waiting.delete(name);
		const list = records.get(name);
		try {
			await (list ? disk.write(fileOf(name), `${JSON.stringify(list)}\n`) : disk.remove(fileOf(name)));
		} catch (error) {
			tell(`the last runs of ${name} could not be kept: ${(error as Error).message}`);
		}
	};

	/** What changes while a write waits for the one before goes with it. */
	const keep = (name: string) => {
		if (!waiting.has(name)) {
			waiting.add(name);
			writes.set(name, write(name, writes.get(name)));
		}
	};

	return {
		async load(name) {
			const known = await readRuns(disk, fileOf(name), tell);
			records.set(name, known.map(record => record.state === 'running' ? {...record, state: 'lost'} : record));
		},
		of: name => records.get(name) ?? [],
		add(name, record) {
			records.set(name, [record, ...records.get(name) ?? []].slice(0, maxRecords));
			keep(name);
		},
		replace(name, before, after) {
			const list = records.get(name);
			if (list?.includes(before)) {
				records.set(name, list.map(record => record === before ? bounded(after) : record));
				keep(name);
			}
		},
		delete(name) {
			records.delete(name);
			keep(name);
		},
		async flush() {
			await Promise.all(writes.values());
		},
	};
}

export function runsFile(folder: string, name: string): string {
	return path.join(folder, 'runs', `${name}.json`);
}

/** A history is worth less than its tasks: one that can't be read is told and begins again. */
export async function readRuns(disk: Disk, file: string, tell: (message: string) => void): Promise<RunRecord[]> {
	try {
		const list = JSON.parse(await disk.read(file) ?? '[]') as Json;
		if (!Array.isArray(list) || !list.every(entry => isJsonObject(entry) && typeof entry['due'] === 'number')) {
			throw new Error('it is no list of runs');
		}

		return list as unknown as RunRecord[];
	} catch (error) {
		tell(`the last runs in ${file} could not be read: ${(error as Error).message}`);
		return [];
	}
}

function bounded(record: RunRecord): RunRecord {
	const cut = Object.fromEntries(['data', 'stderr'].flatMap(key => {
		const text = record.outcome?.[key];
		// The end of an output says more than its beginning.
		return typeof text === 'string' && text.length > maxOutput ? [[key, `…${text.slice(-maxOutput)}`]] : [];
	}));
	return {...record, outcome: record.outcome && {...record.outcome, ...cut}};
}
