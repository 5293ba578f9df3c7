import {
	mkdtemp, readFile, rm, stat,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {planAttach, whyNot} from '../../../../source/core/host/attach/attach-arthas.js';
import {openAttachments, type Attachments} from '../../../../source/core/host/attach/attachments.js';
import type {AgentToLoad} from '../../../../source/core/host/attach/load-agent.js';
import type {LocalJvm} from '../../../../source/core/host/attach/local-jvms.js';

// This process stands for a JVM: it runs, and it is ours.
const {pid} = process;
const jvm: LocalJvm = {
	pid, ownPid: pid, uid: process.getuid!(), user: 'me', mainClass: '/srv/shop_api-1.2.jar', jdkVersion: '17', arthas: 'no', arthasPorts: [],
};
let runtime: string;
let attachments: Attachments;
let loaded: AgentToLoad[];

beforeEach(async () => {
	runtime = await mkdtemp(path.join(tmpdir(), 'arthas-tui-attach-'));
	attachments = openAttachments(runtime);
	loaded = [];
});

afterEach(async () => {
	await rm(runtime, {recursive: true, force: true});
});

const plan = (given: Partial<Parameters<typeof planAttach>[0]> = {}) => planAttach({
	jvm, home: '/opt/my arthas', tunnel: 'ws://127.0.0.1:7777/ws', attachments, signal: new AbortController().signal, async load(agent) {
		loaded.push(agent);
	}, ...given,
});

test('the JVM gets the jars, and what it shall do from a file that only its user can read', async () => {
	const {agentId, run} = plan({token: 'top/secret'});
	expect(agentId).toBe(`shop-api-1.2_${pid}`);
	await run();
	const folder = path.join(runtime, 'attached', String(pid));
	expect(loaded).toMatchObject([{
		pid, jar: '/opt/my arthas/arthas-agent.jar', options: `/opt/my%20arthas/arthas-core.jar;config.location=${folder};config.overrideAll=true`,
	}]);
	expect((await readFile(path.join(folder, 'arthas.properties'), 'utf8')).trim().split('\n').toSorted()).toEqual([
		`arthas.agentId=shop-api-1.2_${pid}`, 'arthas.appName=shop-api-1.2', 'arthas.httpPort=-1', 'arthas.ip=127.0.0.1', 'arthas.telnetPort=-1', 'arthas.tunnelServer=ws://127.0.0.1:7777/ws/top%2Fsecret',
	]);
	for (const [file, mode] of [[folder, 0o700], [path.join(folder, 'arthas.properties'), 0o600], [path.join(folder, 'attached.json'), 0o600]] as const) {
		expect((await stat(file)).mode & 0o777, file).toBe(mode);
	}

	expect(attachments.list()).toMatchObject([{pid, agentId, tunnel: 'ws://127.0.0.1:7777/ws'}]);
});

test('nothing is written before it is run, and what fails leaves no record', async () => {
	const {run} = plan({
		async load() {
			throw new Error('refused');
		},
	});
	expect(attachments.list()).toEqual([]);
	await expect(run()).rejects.toThrow('refused');
	expect(attachments.list()).toEqual([]);
});

test('a JVM that has been attached is not attached twice, until it is detached', async () => {
	await plan().run();
	expect(() => plan()).toThrow(/was attached to \d+ before, as shop-api-1\.2_/u);
	attachments.remove(pid);
	expect(() => plan()).not.toThrow();
});

test('the record of a JVM that has ended, whose number another one got, is removed', async () => {
	await plan().run();
	const stale = openAttachments(runtime);
	const file = path.join(runtime, 'attached', String(pid), 'attached.json');
	const {writeFile} = await import('node:fs/promises');
	await writeFile(file, (await readFile(file, 'utf8')).replace(/"startTicks":\d+/u, '"startTicks":1'));
	expect(stale.list()).toEqual([]);
	await expect(stat(file)).rejects.toMatchObject({code: 'ENOENT'});
});

test.each<[string, Partial<LocalJvm>, RegExp]>([
	['of another user', {uid: jvm.uid + 1, user: 'shop'}, /belongs to shop/u],
	['in a container', {ownPid: 1}, /container/u],
	['in which Arthas serves', {arthas: 'attached', arthasPorts: [8563]}, /serves in process \d+ already, on 8563/u],
])('a JVM %s is refused with the reason', (_, facts, why) => {
	expect(() => plan({jvm: {...jvm, ...facts}})).toThrow(why);
	expect(loaded).toEqual([]);
});

test('root is refused, too, where the JVM is another user\'s', () => {
	expect(whyNot({...jvm, uid: 1000, user: 'shop'}, 0)).toMatchObject({todo: expect.stringContaining('sudo -u shop') as string});
});

test.each([
	['demo.MathGame', 'MathGame'], ['shop.web/org.shop.Main', 'Main'], ['app.jar', 'app'], [null, 'jvm'], ['/x/订单.jar', 'jvm'],
])('the application of %s is called %s', (mainClass, name) => {
	expect(plan({jvm: {...jvm, mainClass}}).agentId).toBe(`${name}_${pid}`);
});
