import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {runBash} from '../../../../source/core/host/run-bash.js';
import {answer} from '../../../../source/core/host/method.js';
import {disk} from '../../../../source/core/host/cron/atomic-file.js';
import {systemClock} from '../../../../source/core/host/cron/clock.js';
import {CronService} from '../../../../source/core/host/cron/cron-service.js';
import type {JsonObject} from '../../../../source/core/protocol/result.js';
import {Moments} from '../../../servers/simulation/moments.js';
import {
	dataOf, HandClock, historyOf, listOf, openStage, temporaryFolder,
} from './stage.js';

const tick = {name: 'tick', cron: '*/10 * * * * *', cmd: 'date'};

function seconds(iso: string): number {
	return Date.parse(`2026-02-14T${iso}Z`) / 1000;
}

test('a task runs at its seconds, and its result is pushed and kept', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add({...tick, user: 'shop', timeout: 7});
	clock.pass(9.9);
	expect(runs).toEqual([]);
	clock.pass(0.1);
	expect(runs).toMatchObject([{line: {command: 'date', seconds: 7, user: 'shop'}, caller: 'cron tick', at: '2026-02-14T10:00:10.000Z'}]);
	expect(await listOf(service)).toMatchObject([{running: true, next: seconds('10:00:20')}]);
	clock.pass(2);
	runs[0]?.end({
		resp: 'failed', retcode: 3032, message: 'Command exited non-zero: 3', data: 'out', stderr: 'oops', exitcode: 3,
	});
	await until(() => messages.length === 1);
	const times = {due: seconds('10:00:10'), start: seconds('10:00:10'), end: seconds('10:00:12')};
	expect(messages).toEqual([{
		method: 'cron.result', name: 'tick', rev: 1, trigger: 'schedule', ...times, resp: 'failed', retcode: 3032, message: 'Command exited non-zero: 3', data: 'out', stderr: 'oops', exitcode: 3,
	}]);
	expect(await listOf(service)).toMatchObject([{
		running: false, last: {
			state: 'ended', ...times, retcode: 3032, exitcode: 3,
		},
	}]);
	expect(await historyOf(service, 'tick')).toEqual([{
		state: 'ended', trigger: 'schedule', ...times, outcome: {
			resp: 'failed', retcode: 3032, message: 'Command exited non-zero: 3', data: 'out', stderr: 'oops', exitcode: 3,
		},
	}]);
	await service.close();
});

test('outputs are kept by their ends, and only the last runs', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add(tick);
	for (let run = 0; run < 25; run++) {
		clock.pass(10);
		runs[run]?.end({resp: 'success', retcode: 2, data: `${'x'.repeat(10_000)}${run}`});
		await until(() => messages.length === run + 1);
	}

	const history = await historyOf(service, 'tick');
	expect(history).toHaveLength(20);
	expect(history[0]).toMatchObject({outcome: {data: `…${'x'.repeat(4094)}24`}});
	// What is pushed is whole.
	expect(messages.at(-1)?.['data']).toHaveLength(10_002);
	await service.close();
});

test('skip: a run whose predecessor runs is none', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add(tick);
	clock.pass(30);
	expect(runs).toHaveLength(1);
	expect(messages).toEqual([20, 30].map(second => ({
		method: 'cron.skipped', name: 'tick', trigger: 'schedule', due: seconds(`10:00:${second}`),
	})));
	expect(await listOf(service)).toMatchObject([{skipped: 2}]);
	expect(await service.run({name: 'tick'})).toMatchObject({message: 'Busy: tick runs already'});
	runs[0]?.end();
	await until(() => messages.length === 4);
	clock.pass(10);
	expect(runs).toHaveLength(2);
	await service.close();
});

test('queue: it waits for its turn, up to ten of them', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add({...tick, overlap: 'queue'});
	clock.pass(130);
	expect(runs).toHaveLength(1);
	expect(messages).toHaveLength(2);
	for (let run = 0; run < 11; run++) {
		await until(() => runs.length > run);
		runs[run]?.end();
	}

	await until(() => messages.length === 13);
	expect(runs).toHaveLength(11);
	expect(messages.slice(2).map(({due}) => due)).toEqual(Array.from({length: 11}, (_, run) => seconds('10:00:10') + (run * 10)));
	await service.close();
});

test('kill: the new run ends the old one, and waits until it is gone', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add({...tick, overlap: 'kill'});
	clock.pass(20);
	await until(() => runs.length === 2);
	expect(runs[0]?.signal.aborted).toBe(true);
	expect(runs[1]?.signal.aborted).toBe(false);
	expect(messages).toMatchObject([{method: 'cron.result', retcode: 3033, due: seconds('10:00:10')}]);
	await service.close();
});

test('by hand it runs at once, also when it is off, and other tasks go on beside it', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add({...tick, enabled: false});
	await service.add({...tick, name: 'other'});
	expect(await dataOf(service.run({name: 'tick'}))).toEqual({name: 'tick', rev: 1});
	clock.pass(10);
	expect(runs.map(({caller}) => caller)).toEqual(['cron tick', 'cron other']);
	runs[0]?.end();
	await until(() => messages.length === 1);
	expect(messages).toMatchObject([{name: 'tick', trigger: 'hand', due: seconds('10:00:00')}]);
	expect(await service.run({name: 'none'})).toMatchObject({body: {retcode: 3041}});
	await service.close();
});

test('what was missed while the agent was away is told, and not run', async () => {
	const folder = temporaryFolder();
	const clock = new HandClock('2026-02-14T10:00:00Z');
	const first = await openStage({folder, clock});
	await first.service.add({...tick, cron: '0 0 * * * *'});
	clock.pass(3600);
	first.runs[0]?.end();
	await first.until(() => first.messages.length === 1);
	await first.service.close();
	clock.pass(3.5 * 3600);
	const second = await openStage({folder, clock});
	clock.pass(0);
	expect(second.runs).toEqual([]);
	expect(second.messages).toEqual([{
		method: 'cron.missed', name: 'tick', count: 3, isAtLeast: false, first: seconds('12:00:00'), last: seconds('14:00:00'),
	}]);
	expect(await listOf(second.service)).toMatchObject([{missed: 3, next: seconds('15:00:00'), last: {due: seconds('11:00:00')}}]);
	await second.service.close();
	// Told once.
	const third = await openStage({folder, clock});
	clock.pass(0);
	expect(third.messages).toEqual([]);
	await third.service.close();
});

test('a run whose end nobody saw is lost', async () => {
	const folder = temporaryFolder();
	const clock = new HandClock('2026-02-14T10:00:20Z');
	const {service} = await openStage({folder, clock});
	await service.add(tick);
	await service.close();
	const record = {
		state: 'running', trigger: 'schedule', due: seconds('10:00:10'), start: seconds('10:00:10'), end: null, outcome: null,
	};
	await disk.write(path.join(folder, 'runs', 'tick.json'), JSON.stringify([record]));
	const later = await openStage({folder, clock});
	expect(await historyOf(later.service, 'tick')).toMatchObject([{...record, state: 'lost'}]);
	expect(await listOf(later.service)).toMatchObject([{running: false, last: {state: 'lost', retcode: null}}]);
	await later.service.close();
});

test('last runs that can\'t be read are told and begin again', async () => {
	const folder = temporaryFolder();
	const {service} = await openStage({folder});
	await service.add(tick);
	await service.run({name: 'tick'});
	await service.close();
	writeFileSync(path.join(folder, 'runs', 'tick.json'), '[{');
	const {service: later, troubles} = await openStage({folder});
	expect(await historyOf(later, 'tick')).toEqual([]);
	expect(troubles).toEqual([expect.stringContaining('the last runs in ')]);
	await later.close();
});

test('a machine that slept runs what is due within half a minute, and tells the rest', async () => {
	const {service, clock, runs, messages} = await openStage();
	await service.add(tick);
	clock.sleep(65);
	expect(runs).toHaveLength(1);
	expect(messages).toEqual([{
		method: 'cron.missed', name: 'tick', count: 5, isAtLeast: false, first: seconds('10:00:10'), last: seconds('10:00:50'),
	}]);
	await service.close();
});

test('a sleep of a year is told without counting all of it', async () => {
	const {service, clock, messages} = await openStage();
	await service.add({...tick, cron: '* * * * * *'});
	clock.sleep(365 * 86_400);
	expect(messages).toMatchObject([{count: 10_000, isAtLeast: true}]);
	clock.pass(1);
	expect(messages).toHaveLength(1);
	await service.close();
});

test('the clock is set forward: what it jumps over is missed', async () => {
	const {service, clock, runs, messages} = await openStage();
	await service.add({...tick, cron: '0 30 * * * *'});
	clock.setBy(3600);
	clock.pass(30);
	expect(runs).toEqual([]);
	expect(messages).toMatchObject([{method: 'cron.missed', count: 1, first: seconds('10:30:00')}]);
	expect(await listOf(service)).toMatchObject([{next: seconds('11:30:00')}]);
	await service.close();
});

test('the clock is set back: rhythms go on at once, times of the day are not repeated', async () => {
	const {service, clock, runs, messages, until} = await openStage();
	await service.add(tick);
	await service.add({...tick, name: 'daily', cron: '30 0 10 * * *'});
	clock.pass(60);
	for (const run of runs) {
		run.end();
	}

	await until(() => messages.some(({name}) => name === 'daily'));
	const before = runs.length;
	clock.setBy(-3600);
	clock.pass(3600);
	expect(runs.slice(before).map(({caller}) => caller)).not.toContain('cron daily');
	// The look that finds the clock set back comes within 15 s.
	expect(messages.filter(({method, name}) => method === 'cron.skipped' && name === 'tick').length + runs.length - before).toBeGreaterThan(350);
	expect((await listOf(service)).find(({name}) => name === 'daily')).toMatchObject({next: seconds('10:00:30') + 86_400});
	await service.close();
});

test('the clock is set back by years: everything follows the new time', async () => {
	const {service, clock, runs} = await openStage({clock: new HandClock('2031-02-14T10:00:00Z')});
	await service.add({...tick, cron: '30 0 10 * * *'});
	clock.pass(60);
	clock.setBy(-5 * 365 * 86_400);
	clock.pass(86_400);
	expect(runs.length + (await historyOf(service, 'tick')).filter(({state}) => state === 'skipped').length).toBe(2);
	await service.close();
});

test('jitter delays a task by the same on each run, and otherwise on another host', async () => {
	const starts = await Promise.all(['host-a', 'host-b'].map(async identity => {
		const {service, clock, runs, messages, until} = await openStage({identity});
		await service.add({...tick, cron: '0 * * * * *', jitter: 50});
		clock.pass(110);
		runs[0]?.end();
		await until(() => messages.length === 1);
		clock.pass(60);
		await service.close();
		return runs.map(({at}) => at);
	}));
	const [[first = '', second = ''] = [], [other = ''] = []] = starts;
	expect(Date.parse(second) - Date.parse(first)).toBe(60_000);
	expect(other).not.toBe(first);
	expect(Date.parse(first)).toBeGreaterThan(Date.parse('2026-02-14T10:01:00Z'));
	expect(Date.parse(first)).toBeLessThan(Date.parse('2026-02-14T10:01:50Z'));
});

test('another command keeps a run that is due, another schedule begins anew', async () => {
	const {service, clock, runs} = await openStage();
	await service.add(tick);
	await service.update({name: 'tick', rev: 1, cmd: 'uptime'});
	clock.pass(10);
	expect(runs).toMatchObject([{line: {command: 'uptime'}}]);
	await service.update({name: 'tick', rev: 2, cron: '0 0 * * * *'});
	expect(await listOf(service)).toMatchObject([{next: seconds('11:00:00')}]);
	await service.close();
});

test('what was deleted has no runs, no history and no file', async () => {
	const folder = temporaryFolder();
	const {service, clock, runs, messages, until} = await openStage({folder});
	await service.add(tick);
	clock.pass(10);
	await service.delete({name: 'tick'});
	runs[0]?.end();
	await until(() => messages.length === 1);
	clock.pass(60);
	expect(runs).toHaveLength(1);
	await service.close();
	const {service: later} = await openStage({folder});
	await later.add(tick);
	expect(await historyOf(later, 'tick')).toEqual([]);
	await later.close();
});

test('closing kills what runs and writes down how it ended', async () => {
	const folder = temporaryFolder();
	const {service, clock, runs} = await openStage({folder});
	await service.add({...tick, overlap: 'queue'});
	clock.pass(20);
	await service.close();
	expect(runs).toHaveLength(1);
	expect(clock.hasTimers).toBe(false);
	const {service: later} = await openStage({folder, clock});
	expect(await historyOf(later, 'tick')).toMatchObject([{state: 'ended', outcome: {retcode: 3033}}]);
	await later.close();
});

test('a run that throws is an answer, and the next one comes', async () => {
	const {service, clock, messages, until} = await openStage({
		async run() {
			throw new Error('no room');
		},
	});
	await service.add(tick);
	clock.pass(10);
	await until(() => messages.length === 1);
	clock.pass(10);
	await until(() => messages.length === 2);
	expect(messages).toMatchObject(Array.from({length: 2}, () => ({method: 'cron.result', retcode: 3500, message: 'Internal error: no room'})));
	await service.close();
});

test('with the real clock and bash a task runs at its second and its output is seen', async () => {
	const messages: JsonObject[] = [];
	const moments = new Moments();
	const service = await CronService.start({
		folder: temporaryFolder(),
		clock: systemClock,
		async run({command, seconds: limit}, {signal}) {
			const {stdout, exitCode} = await runBash({command, timeoutMs: limit * 1000, signal});
			return answer(`${stdout}${exitCode}`);
		},
		onMessage(message) {
			messages.push(message);
			moments.notify();
		},
	});
	await service.add({name: 'now', cron: '* * * * * *', cmd: 'echo "$((6 * 7))"'});
	await moments.until(() => messages.length > 0);
	await service.close();
	expect(messages[0]).toMatchObject({method: 'cron.result', name: 'now', data: '42\n0'});
	const {due, start} = messages[0] as {due: number; start: number};
	expect(start).toBe(due);
});
