import {expect, test, vi} from 'vitest';
import {createHostWatch} from '../../../source/actions/live/host-watch.js';
import type {OpenSession} from '../../../source/actions/live/host/ask-agent.js';
import {createJobsWatch} from '../../../source/actions/live/jobs-watch.js';
import {openConnection} from '../../../source/core/client/connection.js';
import {createScriptedBackend, type Script} from '../../screens/scripted-backend.js';
import {hostFacts, hosts, replyOf} from '../../screens/host-answers.js';

const [agent] = hosts as [typeof hosts[number]];
const endpoint = {kind: 'channel', name: 'prod', base: new URL('http://127.0.0.1:1')} as const;

function open(script: Script) {
	const sent: string[] = [];
	const connection = openConnection(endpoint, {onSent: ({what}) => sent.push(what)}, createScriptedBackend(hosts, script));
	const openSession: OpenSession = ref => {
		const listed = hosts.find(each => each.ref === ref);
		return listed && {agent: listed, session: connection.openSession(listed)};
	};

	return {connection, openSession, sent};
}

test('what changes is pushed while somebody looks, and ended when nobody does', async () => {
	const script: Script = {reply: replyOf};
	const {connection, openSession} = open(script);
	const watch = createHostWatch({
		agent, open: openSession, everyMs: 5000, now: Date.now,
	});
	watch.look(true);
	await vi.waitFor(() => {
		expect(script.streams?.size).toBe(6);
	});
	expect([...script.streams?.keys() ?? []]).toContain('getinfo.cpu -c 720 -w 5000');
	for (const usedPercent of [10, 20]) {
		script.streams?.get('getinfo.cpu -c 720 -w 5000')?.push({type: 'getinfo.cpu', jobId: 1, data: {usedPercent}});
	}

	await vi.waitFor(() => {
		expect(watch.courses().get('cpu')).toEqual([10, 20]);
		expect(watch.answers().get('users')?.data).toEqual(hostFacts['getinfo.users']);
	});
	script.streams?.clear();
	watch.look(false);
	watch.look(true);
	await vi.waitFor(() => {
		expect(script.streams?.size).toBe(6);
	});
	// What was answered stays, and what holds for long is not asked again.
	expect(watch.answers().get('cpu')?.data).toEqual({usedPercent: 20});
	await watch.end();
	await connection.close();
});

test('a host that can push nothing is asked again and again, and what it refuses is told', async () => {
	const script: Script = {
		reply: (_, line) => line.startsWith('getinfo.disks')
			? [{
				type: 'getinfo.disks', jobId: 1, resp: 'failed', retcode: 3011, message: 'no such method',
			}]
			: undefined, answers: {'getinfo.cpu': [{type: 'getinfo.cpu', jobId: 1, data: {usedPercent: 50}}]},
	};
	const {connection, openSession, sent} = open(script);
	const watch = createHostWatch({
		agent, open: openSession, everyMs: 5, now: Date.now,
	});
	watch.look(true);
	await vi.waitFor(() => {
		expect(script.streams?.size).toBe(6);
	});
	for (const [line, feed] of script.streams ?? []) {
		feed.push({
			type: line.split(' ')[0]!, jobId: 1, resp: 'failed', retcode: 3011, message: 'no -w here',
		});
		feed.end();
	}

	await vi.waitFor(() => {
		expect(watch.courses().get('cpu')?.length).toBeGreaterThan(2);
		expect(watch.answers().get('disks')).toMatchObject({problem: 'no such method'});
	});
	expect(watch.answers().get('disks')?.data).toBeUndefined();
	expect(sent.filter(line => line === 'getinfo.cpu').length).toBeGreaterThan(2);
	await watch.end();
	const {length} = sent;
	await connection.close();
	expect(sent).toHaveLength(length);
});

test('what is told by long answers is asked for only while it is shown by itself', async () => {
	const {connection, openSession, sent} = open({
		reply: (at, line) => line === 'getinfo.packages -a' ? [{type: 'getinfo.packages', jobId: 1, data: {count: 2, packages: []}}] : replyOf(at, line),
	});
	const watch = createHostWatch({
		agent, open: openSession, everyMs: 5000, now: Date.now,
	});
	const apart = () => sent.filter(line => line === 'getinfo.packages -a' || line === 'getinfo.processes -T -n 0');
	watch.look(true);
	await vi.waitFor(() => {
		expect(watch.answers().get('kernel')?.data).toBeDefined();
	});
	expect(apart()).toEqual([]);
	watch.look(true, 'packages');
	await vi.waitFor(() => {
		expect(watch.answers().get('packages')?.data).toMatchObject({count: 2});
	});
	watch.look(true, 'tree');
	await vi.waitFor(() => {
		expect(watch.answers().get('tree')).toBeDefined();
	});
	watch.look(true, 'packages');
	watch.look(true);
	await watch.end();
	// What holds for long is not asked again when it is looked at again.
	expect(apart()).toEqual(['getinfo.packages -a', 'getinfo.processes -T -n 0']);
	await connection.close();
});

test('jobs are asked for once they are looked at, and their runs when one is opened', async () => {
	const {connection, openSession, sent} = open({reply: replyOf});
	const watch = createJobsWatch({agents: () => hosts, open: openSession, now: Date.now});
	expect(watch.hosts().every(({jobs}) => jobs === undefined)).toBe(true);
	watch.look(true);
	await vi.waitFor(() => {
		expect(watch.hosts().map(({jobs}) => jobs?.length)).toEqual([5, 4, 3]);
	});
	watch.open('tmp-clean');
	await vi.waitFor(() => {
		expect([...watch.history('tmp-clean').keys()]).toEqual(['prod/web-1', 'prod/web-2']);
	});
	expect(sent.filter(line => line === 'cron.history tmp-clean')).toHaveLength(2);
	expect(await watch.ask('prod/nobody', 'cron.list')).toHaveProperty('problem');
	await watch.end();
	await connection.close();
});
