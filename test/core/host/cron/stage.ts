import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll} from 'vitest';
import type {Clock} from '../../../../source/core/host/cron/clock.js';
import {CronService, type CronServiceOptions} from '../../../../source/core/host/cron/cron-service.js';
import type {HostAnswer} from '../../../../source/core/host/method.js';
import type {Json, JsonObject} from '../../../../source/core/protocol/result.js';
import {Moments} from '../../../servers/simulation/moments.js';

/** A clock that goes when a test says so. */
export class HandClock implements Clock {
	#now: number;
	#timers: Array<{at: number; call: () => void}> = [];
	/** What the wall shows more than what has passed. */
	#set = 0;

	constructor(iso: string) {
		this.#now = Date.parse(iso);
	}

	now(): number {
		return this.#now + this.#set;
	}

	after(ms: number, call: () => void): () => void {
		const timer = {at: this.#now + ms, call};
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter(other => other !== timer);
		};
	}

	get hasTimers(): boolean {
		return this.#timers.length > 0;
	}

	/** Lets time pass, timer by timer. */
	pass(seconds: number): void {
		const end = this.#now + (seconds * 1000);
		for (;;) {
			const [next] = this.#timers.filter(({at}) => at <= end).sort((a, b) => a.at - b.at);
			if (!next) {
				break;
			}

			this.#timers = this.#timers.filter(timer => timer !== next);
			this.#now = Math.max(this.#now, next.at);
			next.call();
		}

		this.#now = end;
	}

	/** The machine sleeps: time passes, and timers that are late by then all fire at its end. */
	sleep(seconds: number): void {
		this.#now += seconds * 1000;
		this.pass(0);
	}

	/** Somebody sets the clock. */
	setBy(seconds: number): void {
		this.#set += seconds * 1000;
	}
}

export type Run = {line: Parameters<CronServiceOptions['run']>[0]; caller: string; signal: AbortSignal; at: string; end(body?: JsonObject): void};

export type Stage = {
	service: CronService;
	clock: HandClock;
	/** What was started, in order; each ends when the test says so. */
	runs: Run[];
	messages: JsonObject[];
	troubles: string[];
	until(condition: () => boolean): Promise<void>;
};

const success: JsonObject = {resp: 'success', retcode: 2, data: ''};
const folders: string[] = [];

export function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'arthas-tui-cron-'));
	folders.push(folder);
	return folder;
}

afterAll(() => {
	for (const folder of folders) {
		rmSync(folder, {recursive: true, force: true});
	}
});

/** A service whose runs and clock are in the hands of the test. */
export async function openStage({folder = temporaryFolder(), clock = new HandClock('2026-02-14T10:00:00Z'), ...options}: Partial<CronServiceOptions> & {clock?: HandClock} = {}): Promise<Stage> {
	const [runs, messages, troubles] = [[] as Run[], [] as JsonObject[], [] as string[]];
	const moments = new Moments();
	const service = await CronService.start({
		folder,
		clock,
		checkAccount: async () => undefined,
		listOthers: async () => [],
		run: async (line, {signal, caller}) => new Promise<HostAnswer>(resolve => {
			const end = (body: JsonObject = success) => {
				resolve({body, statusCode: 0});
			};

			signal.addEventListener('abort', () => {
				end({resp: 'failed', retcode: 3033, message: 'Killed by signal'});
			});
			runs.push({
				line, caller, signal, end, at: new Date(clock.now()).toISOString(),
			});
			moments.notify();
		}),
		onMessage(message) {
			messages.push(message);
			moments.notify();
		},
		onTrouble(trouble) {
			troubles.push(trouble);
			moments.notify();
		},
		...options,
	});
	return {
		service, clock, runs, messages, troubles, until: moments.until,
	};
}

/** The data of a success. */
export async function dataOf(answered: Promise<HostAnswer>): Promise<Json> {
	const {body, statusCode, message} = await answered;
	if (statusCode !== 0) {
		throw new Error(message);
	}

	return body['data'] ?? null;
}

export async function listOf(service: CronService): Promise<JsonObject[]> {
	return await dataOf(service.list({})) as JsonObject[];
}

export async function historyOf(service: CronService, name: string): Promise<JsonObject[]> {
	return await dataOf(service.history({name})) as JsonObject[];
}
