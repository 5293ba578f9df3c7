import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test, vi,
} from 'vitest';
import {ArthasError} from '../../source/core/error.js';
import type {Agent} from '../../source/core/client/agent.js';
import type {Result} from '../../source/core/protocol/result.js';
import {texts} from '../../source/words/index.js';
import {now} from '../ui/agents/fleet.js';
import {
	hostFacts, hosts, jobsOn, jvm, pushFacts, replyOf,
} from './host-answers.js';
import {openStage, type Stage, type StageOptions} from './stage.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['Date'], now});
});
afterEach(() => {
	vi.useRealTimers();
});

const refusal = (type: string, message: string): Result => ({
	type, jobId: 1, resp: 'failed', retcode: 3011, message,
});

async function openHosts(given: Partial<StageOptions> = {}, agents: readonly Agent[] = hosts): Promise<Stage> {
	const stage = await openStage({agents, script: {reply: replyOf}, ...given});
	await stage.until(agents.at(-1)?.name ?? '');
	return stage;
}

const sentTo = ({screen}: Stage, method: string) => screen.program.sent.entries().filter(({what}) => what.startsWith(method));
const streamsOf = ({script}: Stage) => script.streams?.size ?? 0;

/** Dialogs take no answer in the moment in which they open. */
async function wait(stage: Stage, ms: number): Promise<void> {
	vi.setSystemTime(Date.now() + ms);
	await stage.settled();
}

test('marked hosts stand side by side, each with what it tells, and ask only while they are in sight', async () => {
	await using stage = await openHosts({columns: 200});
	stage.press('*', 'i');
	await stage.until(() => Object.values(stage.store.getSnapshot().panes).filter(({kind, live}) => kind === 'info' && live !== undefined).length === 3);
	const titles = await stage.until(text => /info {2}web-1.*info {2}web-2.*info {2}web-3/u.test(text.split('\n')[1] ?? ''));
	const starts = [...(titles.split('\n')[1] ?? '').matchAll(/info {2}web/gu)].map(({index}) => index);
	expect(starts.map((start, at) => start - (starts[at - 1] ?? start))).toEqual([0, expect.closeTo(67, -1), expect.closeTo(67, -1)]);
	stage.press('1');
	await stage.settled();
	const before = stage.screen.program.sent.entries().length;
	vi.setSystemTime(now + 60_000);
	await stage.settled();
	expect(stage.screen.program.sent.entries().length).toBe(before);
});

test('all processes as a tree and all packages are shown by a key, and asked for no sooner', async () => {
	const long = [
		{
			pid: 1, user: 'root', name: 'init', depth: 0, command: '/sbin/init',
		},
		{
			pid: 7, user: 'app', name: 'java', depth: 1, command: 'java -jar app.jar',
		},
	];
	const told: Record<string, Result> = {
		'getinfo.processes -T -n 0': {type: 'getinfo.processes', jobId: 1, data: {total: 2, processes: long}},
		'getinfo.packages -a': {type: 'getinfo.packages', jobId: 1, data: {manager: 'dpkg', count: 1, packages: [{name: 'openssl', version: '3.0.13', arch: 'amd64'}]}},
	};
	await using stage = await openHosts({script: {reply: (agent, line) => told[line] ? [told[line]] : replyOf(agent, line)}}, [hosts[0]!]);
	stage.press('i');
	await stage.until('KERNEL');
	expect(Object.keys(told).flatMap(line => sentTo(stage, line))).toEqual([]);
	stage.press('T');
	await stage.until(/1 +root +init .*\n +7 +app {5}java/u);
	stage.press('I');
	await stage.until(/openssl +3\.0\.13 +amd64/u);
	stage.press('I');
	await stage.until('KERNEL');
	expect(stage.text()).not.toContain('openssl');
});

test('a JVM has its host beside it, and a host its JVMs', async () => {
	await using stage = await openHosts({columns: 200}, [hosts[0]!, jvm]);
	stage.press('g');
	if (!/▸.*order-7f3a/u.test(stage.text())) {
		stage.press('down');
	}

	stage.press('i');
	await stage.until(/dashboard.*info {2}web-1/u);
	stage.press('|');
	await stage.until(/host=web-1/u);
	expect(Object.values(stage.store.getSnapshot().panes).at(-1)).toMatchObject({kind: 'agents', list: {filter: 'host=web-1'}});
});

test('what is too high says so without a colour, by the limits of the configuration', async () => {
	await using stage = await openHosts({screen: {settings: {infoLimits: {cpu: [50, 60], filesystems: [99, 100]}}}}, [hosts[0]!]);
	stage.press('i');
	await stage.until(() => streamsOf(stage) === 6);
	pushFacts(stage);
	const text = await stage.until(/✗ 71 %/u);
	expect(text).toMatch(/\/ .* 8\.5 +50\.0 {5}83 %/u);
	expect(text).toMatch(/! 81 %/u);
});

test('processes are those with most of what is asked for, and what was shown before is a key away', async () => {
	await using stage = await openHosts({}, [hosts[0]!]);
	stage.press('i');
	await stage.until(() => streamsOf(stage) === 6);
	pushFacts(stage);
	await stage.until(/%CPU ▼ .*RSS MiB {2}/u);
	const isAsked = (order: string) => [...stage.script.streams?.keys() ?? []].some(line => line.startsWith('getinfo.processes') && line.includes(` -s ${order} `));
	stage.press('s m');
	await stage.until(() => isAsked('memory'));
	await stage.until(/%CPU {2}RSS MiB ▼/u);
	stage.press('s i');
	await stage.until(() => isAsked('io'));
	await stage.until('IO MB/s ▼');
	const push = (usedPercent: number) => {
		vi.setSystemTime(Date.now() + 5000);
		for (const [line, feed] of stage.script.streams ?? []) {
			if (line.startsWith('getinfo.cpu')) {
				feed.push({type: 'getinfo.cpu', jobId: 1, data: {...hostFacts['getinfo.cpu'], usedPercent}});
			}
		}
	};

	push(33);
	await stage.until(/ 33 %/u);
	push(44);
	await stage.until(/ 44 %/u);
	stage.press(',');
	await stage.until(/at 12:04:\d\d, 5 s back/u);
	await stage.until(/ 33 %/u);
	stage.press(',', ',', ',');
	await stage.until(/71 %.*\n|, 10 s back/u);
	stage.press('.', '.');
	await stage.until(text => text.includes(' 44 %') && !text.includes('s back'));
	expect(stage.text()).toContain('every 5 s');
});

test('each part in full is a key away, and esc is the way back', async () => {
	await using stage = await openHosts({}, [hosts[0]!]);
	stage.press('i');
	await stage.until(() => streamsOf(stage) === 6);
	pushFacts(stage);
	await stage.until('-game.jar');
	for (const [key, shown] of [['P', /memory|COMMAND|command/u], ['F', 'postgresql/data/long'], ['N', 'dummy0'], ['O', '8564'], ['U', 'deploy'], ['K', 'bookworm']] as const) {
		stage.press(key);
		await stage.until(text => (typeof shown === 'string' ? text.includes(shown) : shown.test(text)) && !text.includes('MEMORY GiB'));
		stage.press('esc');
		await stage.until('MEMORY GiB');
	}

	stage.press('p');
	await stage.until('paused');
});

test('a job is typed, shown, sent to every host and seen in the table', async () => {
	const jobs = new Map(hosts.map(({name}) => [name, jobsOn(name)]));
	const reply = (agent: Agent, line: string): Result[] | undefined => {
		if (line.startsWith('cron.add ')) {
			const members = JSON.parse(line.slice(9)) as {name: string};
			jobs.get(agent.name)?.push({...jobsOn(agent.name)[0], ...members, last: null});
			return [{type: 'cron.add', jobId: 1, data: {name: members.name, rev: 7}}];
		}

		return line === 'cron.list' ? [{type: 'cron.list', jobId: 1, data: jobs.get(agent.name) ?? []}] : replyOf(agent, line);
	};

	await using stage = await openHosts({script: {reply}});
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('a');
	await stage.until('new job on web-1 web-2 web-3');
	stage.type('sweep');
	stage.press('tab');
	stage.type('0 0 25 * * *');
	await stage.until('✗ hour: 25 is out of range, 0 to 23');
	stage.press('ctrl-u');
	stage.type('*/20 * * * * *');
	await stage.until('every 20 seconds');
	stage.press('tab');
	stage.type('sweep --all');
	await stage.until('[ Review, 3 hosts ]');
	stage.press(...Array.from({length: 8}, () => 'tab'), 'enter');
	await stage.until('This changes 3 hosts: add sweep');
	expect(sentTo(stage, 'cron.add')).toEqual([]);
	stage.press('enter');
	await stage.until('too soon');
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until('sweep is there on web-1, web-2, web-3');
	const line = 'cron.add {"name":"sweep","cron":"*/20 * * * * *","cmd":"sweep --all","timeout":120,"overlap":"skip","jitter":0,"enabled":true}';
	expect(sentTo(stage, 'cron.add').map(({what}) => what)).toEqual([line, line, line]);
	await stage.until(/sweep .*every 20 seconds/u);
});

test('an edit sends what was edited with the revision that was seen, and leaves what drifted', async () => {
	await using stage = await openHosts();
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('down', 'e');
	await stage.until('next field');
	stage.press('tab', 'end');
	stage.type(' --fast');
	await stage.until('/opt/backup --fast');
	stage.press(...Array.from({length: 8}, () => 'tab'), 'enter');
	await stage.until('This changes 3 hosts: change backup');
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until(() => sentTo(stage, 'cron.update').length === 3);
	expect(sentTo(stage, 'cron.update').map(({what}) => what)).toEqual([1, 2, 3].map(rev => `cron.update {"name":"backup","rev":${rev},"cmd":"/opt/backup --fast"}`));
});

test('what is typed into a form stays through a list of commands, the review and a refusal, and an editor can write it', async () => {
	const reply = (agent: Agent, line: string) => line.startsWith('cron.update ') ? [refusal('cron.update', 'permission denied: switched off')] : replyOf(agent, line);
	const folder = mkdtempSync(path.join(tmpdir(), 'editor-'));
	const editor = path.join(folder, 'editor');
	writeFileSync(editor, '#!/bin/sh\nprintf "first\\nsecond\\n" > "$1"\n', {mode: 0o755});
	await using stage = await openHosts({script: {reply}, env: {TERM: 'xterm-256color', EDITOR: editor, PATH: '/usr/bin:/bin'}});
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('down', 'e');
	await stage.until('next field');
	stage.press('tab', 'end');
	stage.type(' --fast');
	await stage.until('/opt/backup --fast');
	stage.press('f2');
	await stage.until(text => !text.includes('/opt/backup --fast'));
	stage.press('esc');
	await stage.until('/opt/backup --fast');
	stage.press('f1');
	await stage.until('write what is in the field in your editor');
	stage.press('esc');
	await stage.until('/opt/backup --fast');
	stage.press('f4');
	await stage.until('first␊second');
	stage.press(...Array.from({length: 8}, () => 'tab'), 'enter');
	await stage.until('This changes 3 hosts: change backup');
	stage.press('esc');
	await stage.until('[ Review, 3 hosts ]');
	stage.press('enter');
	await stage.until('This changes 3 hosts: change backup');
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until('web-3: backup is as it was · permission denied');
	await stage.until('first␊second');
	expect(sentTo(stage, 'cron.update')[0]?.what).toBe(String.raw`cron.update {"name":"backup","rev":1,"cmd":"first\nsecond"}`);
	rmSync(folder, {recursive: true});
});

test('the next runs of a form are those of its hosts, each in its own zone', async () => {
	const zones: Record<string, string | null> = {'web-1': 'Europe/Berlin', 'web-2': 'Europe/Berlin', 'web-3': 'Mars/Olympus'};
	const reply = (agent: Agent, line: string): Result[] | undefined => line === 'getinfo.os'
		? [{type: line, jobId: 1, data: {timezone: zones[agent.name] ?? null}}]
		: replyOf(agent, line);
	await using stage = await openHosts({script: {reply}});
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('a');
	await stage.until('new job on web-1 web-2 web-3');
	stage.press('tab');
	// Clocks there go from 2 to 3 in that night, which the first instant after it makes up for.
	stage.type('0 30 2 29 3 *');
	const text = await stage.until('Europe/Berlin, as on web-1 web-2');
	expect(text).toMatch(/2027-03-29 02:30:00 {3}2027-03-29 00:30:00 UTC/u);
	expect(text).toContain('! web-3: which zone it has is not known');
	expect(text).toContain('0 in the next 24 h on each host, 0 on all 3');
	stage.press('ctrl-u');
	stage.type('0 30 2 * 3 SUN');
	// 2027-03-28 is the night of the change.
	await stage.until(/2027-03-28 03:00:00 {3}2027-03-28 01:00:00 UTC/u);
});

test('where the zone is UTC the time of a run stands there once', async () => {
	const zones: Record<string, string> = {'web-1': 'Etc/UTC', 'web-2': 'Etc/UTC', 'web-3': 'Europe/Berlin'};
	const reply = (agent: Agent, line: string): Result[] | undefined => line === 'getinfo.os'
		? [{type: line, jobId: 1, data: {timezone: zones[agent.name] ?? null}}]
		: replyOf(agent, line);
	await using stage = await openHosts({script: {reply}});
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('a');
	await stage.until('new job on web-1 web-2 web-3');
	stage.press('tab');
	stage.type('0 30 2 29 3 *');
	const text = await stage.until('Etc/UTC, as on web-1 web-2');
	expect(text).toMatch(/^┃ {4}2027-03-29 02:30:00 UTC {3}in \d+ d/mu);
	expect(text).toContain('web-3: Europe/Berlin, first 2027-03-29 02:30:00 there, 2027-03-29 00:30:00 UTC');
});

test('a job is deleted when its name was typed, and runs at once when that was agreed to', async () => {
	const isChange = (line: string) => /^cron\.(?:delete|run) /u.test(line);
	await using stage = await openHosts({script: {reply: (agent, line) => isChange(line) ? [agent.name === 'web-2' ? refusal('cron.delete', 'permission denied: switched off') : {type: 'cron.delete', jobId: 1, data: {rev: 1}}] : replyOf(agent, line)}});
	stage.press('*', 't');
	await stage.until('logrotate');
	stage.press('! x');
	await stage.until('type the job\'s name, logrotate');
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until('what is typed is not logrotate');
	stage.type('logrotate');
	stage.press('enter');
	await stage.until('web-2: logrotate is as it was · permission denied');
	await stage.until('logrotate is deleted on web-1, web-3');
	expect(sentTo(stage, 'cron.delete').map(({outcome}) => typeof outcome)).toEqual(['object', 'object', 'object']);
	stage.press('esc', '! r');
	await stage.until('This changes 3 hosts: run logrotate');
	expect(sentTo(stage, 'cron.run')).toEqual([]);
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until(() => sentTo(stage, 'cron.run').length === 3);
});

test('a change of more than five hosts wants their number typed, and hosts of one name are told apart', async () => {
	const many = Array.from({length: 6}, (_, at) => ({
		...hosts[0]!, ref: `prod/id-${at}`, id: `id-${at}`, name: 'web', host: `web-${at}`,
	}));
	const rows: Result[] = [{type: 'cron.list', jobId: 1, data: jobsOn('web-1')}];
	await using stage = await openHosts({columns: 80, rows: 24, script: {reply: (_, line) => line === 'cron.list' ? rows : [{type: 'cron.run', jobId: 1, data: {rev: 1}}]}}, many);
	stage.press('*', 't');
	await stage.until('5 jobs on 6 hosts');
	stage.press('! r');
	await stage.until('type how many hosts it changes, 6');
	await stage.until(/web id-0 web id-1/u);
	await wait(stage, 1100);
	stage.type('5\r');
	await stage.until('what is typed is not 6');
	stage.press('backspace');
	stage.type('6\r');
	await stage.until(() => sentTo(stage, 'cron.run').length === 6);
});

test('a session that only reads sends no change of a job', async () => {
	await using stage = await openHosts({readOnly: true}, [hosts[0]!]);
	stage.press('t');
	await stage.until('logrotate');
	stage.press('! r');
	await stage.until('This changes web-1: run logrotate');
	await wait(stage, 1100);
	stage.press('enter');
	await stage.until('logrotate is as it was');
	expect(sentTo(stage, 'cron.run')).toEqual([]);
});

test('jobs of other programs are shown and not changed', async () => {
	await using stage = await openHosts();
	stage.press('*', 't');
	await stage.until('e2scrub');
	stage.press('/');
	stage.type('e2scrub\r');
	await stage.until('1 of 5 jobs');
	stage.press('! x');
	await stage.until('stands in /etc/cron.d/e2scrub_all, which is not changed from here');
	stage.press('e');
	await stage.settled();
	expect(stage.store.getSnapshot().overlay).toBeUndefined();
});

test('a host that refuses says why where its jobs and figures would stand', async () => {
	await using stage = await openHosts({script: {reply: (_, line) => [refusal(line.split(' ')[0]!, 'unknown method')]}}, [hosts[0]!]);
	stage.press('t');
	expect(await stage.until('web-1: unknown method')).not.toContain('no answer yet');
	stage.press('a');
	await stage.until('no host has told of its jobs');
	stage.press('1', 'i');
	await stage.until(() => streamsOf(stage) === 6);
	for (const [line, feed] of stage.script.streams ?? []) {
		feed.push(refusal(line.split(' ')[0]!, 'unknown method'));
		feed.end();
	}

	await stage.until(text => text.split('unknown method').length > 6);
});

test('what a host told stays and grows old when its server is gone', async () => {
	await using stage = await openHosts({}, [hosts[0]!]);
	stage.press('i');
	await stage.until(() => streamsOf(stage) === 6);
	pushFacts(stage);
	await stage.until('-game.jar');
	stage.script.down = new ArthasError('ERR_CONNECT_REFUSED', 'connect ECONNREFUSED', {retryable: true});
	stage.connection.retry();
	await stage.until('its server is out of reach');
	vi.setSystemTime(now + 120_000);
	stage.screen.program.screen.redraw();
	const text = await stage.until(/\d+ old: cpu/u);
	expect(text).toContain('as of 12:04:31');
	expect(text).toContain('12.1');
});

test('hostile text of a host stays text', async () => {
	const evil = '\u001B[31mred\u001B]0;title\u0007\u202Elive\nrm -rf';
	const reply = (_: Agent, line: string): Result[] => [{
		type: line.split(' ')[0]!, jobId: 1, data: line === 'cron.list'
			? [{
				name: evil, cron: evil, cmd: evil, source: 'agent', next: 'soon', last: {
					resp: evil, message: evil, start: 1, end: 2,
				}, problem: evil,
			}]
			: {
				users: [{name: evil, uid: evil}], ports: [{address: evil, process: evil}], jvms: [{mainClass: evil, arthasPorts: [evil]}],
				sessions: [{user: evil}], filesystems: [{mount: evil, type: 'ext4', usedPercent: 'x'}], sysname: evil, release: {},
			},
	}];
	await using stage = await openHosts({script: {reply}}, [hosts[0]!]);
	stage.press('t');
	await stage.until('red');
	stage.press('o');
	await stage.until('last runs');
	stage.press('1', 'i');
	await stage.until('PORTS LISTENING');
	await stage.until(() => streamsOf(stage) === 6);
	for (const [line, feed] of stage.script.streams ?? []) {
		feed.push({
			type: line.split(' ')[0]!, jobId: 1, data: {
				model: evil, threads: 2, usedPercent: 'much', perCpu: evil, processes: [{pid: evil, command: evil}], interfaces: [{name: evil, addresses: [evil]}], disks: [{name: evil}],
			},
		});
	}

	await stage.until(/FILE SYSTEMS/u);
	await stage.settled();
	for (const bad of ['\u001B[31mred', '\u001B]0;title', '\u202E']) {
		expect(stage.terminal.written()).not.toContain(bad);
	}

	expect(stage.text()).not.toContain(texts.frame.viewFailed.en.split('{')[0]);
});
