import {
	mkdtemp, readdir, readFile, rm, stat, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {planAttach} from '../../../../source/core/host/attach/attach-arthas.js';
import {openAttachments, type Attachments} from '../../../../source/core/host/attach/attachments.js';
import type {AgentToLoad} from '../../../../source/core/host/attach/load-agent.js';
import type {LocalJvm} from '../../../../source/core/host/attach/local-jvms.js';
import {whyNot} from '../../../../source/core/host/attach/why-not.js';

// This process stands for a JVM: it runs, and it is ours.
const {pid} = process;
const jvm: LocalJvm = {
	pid, ownPid: pid, uid: process.getuid!(), user: 'me', mainClass: '/srv/shop_api-1.2.jar', jdkVersion: '17', arthas: 'no', arthasPorts: [],
};
let runtime: string;
let attachments: Attachments;
let loaded: AgentToLoad[];
/** What Arthas finds when it is loaded. */
let properties: string;
let modes: number[];

beforeEach(async () => {
	runtime = await mkdtemp(path.join(tmpdir(), 'arthas-tui-attach-'));
	attachments = openAttachments(runtime);
	loaded = [];
});

afterEach(async () => {
	await rm(runtime, {recursive: true, force: true});
});

const plan = async (given: Partial<Parameters<typeof planAttach>[0]> = {}) => planAttach({
	jvm, findHome: async () => '/opt/my arthas', attachments, signal: new AbortController().signal, async load(agent) {
		loaded.push(agent);
		const [, file = ''] = /config\.location=([^;]+)/u.exec(agent.options) ?? [];
		properties = await readFile(file, 'utf8');
		modes = await Promise.all([path.dirname(file), path.dirname(path.dirname(file)), file, file.replace(/properties$/u, 'json')].map(async one => (await stat(one)).mode & 0o777));
	}, check: async () => undefined, ...given,
});

async function run(): Promise<void> {
	const planned = await plan();
	await planned.run();
}

test('the JVM gets the jars, and what it shall do from a file that only its user can read, which is gone afterwards', async () => {
	const {agentId, run: attach} = await plan();
	expect(agentId).toBe(`shop-api-1.2_${pid}`);
	await attach();
	const [record, ...others] = attachments.list();
	expect(others).toEqual([]);
	expect(record).toMatchObject({
		pid, agentId, username: 'arthas-tui', password: expect.stringMatching(/^[\w-]{32}$/u) as string,
	});
	const {port, password} = record!;
	expect(properties.trim().split('\n').toSorted()).toEqual([
		`arthas.agentId=shop-api-1.2_${pid}`,
		'arthas.appName=shop-api-1.2',
		`arthas.httpPort=${port}`,
		'arthas.ip=127.0.0.1',
		'arthas.localConnectionNonAuth=false',
		`arthas.password=${password}`,
		'arthas.telnetPort=-1',
		'arthas.tunnelServer=off://',
		'arthas.username=arthas-tui',
	]);
	expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
	const files = await readdir(path.join(runtime, 'attached'), {recursive: true});
	expect(files.filter(name => name.includes('.')).map(name => path.basename(name))).toEqual([`${pid}.json`]);
});

test('the order to the JVM holds no secret, and opens nothing where the file is gone by the time that it is carried out', async () => {
	await run();
	const {password} = attachments.list()[0]!;
	expect(loaded).toMatchObject([{pid, jar: '/opt/my arthas/arthas-agent.jar'}]);
	const [{options}] = loaded as [AgentToLoad];
	expect(options).toMatch(/^\/opt\/my%20arthas\/arthas-core\.jar;httpPort=-1;telnetPort=-1;config\.location=\/[^;]+\.properties;config\.overrideAll=true$/u);
	expect(options).not.toContain(password);
});

test('each attach has a password of its own', async () => {
	await run();
	const [first] = attachments.list();
	await run();
	expect(attachments.list()[0]?.password).not.toBe(first?.password);
});

test('nothing is written before it is run, and what fails leaves no record', async () => {
	const {run: attach} = await plan({
		async load() {
			throw new Error('refused');
		},
	});
	expect(attachments.list()).toEqual([]);
	await expect(attach()).rejects.toThrow('refused');
	expect(attachments.list()).toEqual([]);
});

test('a door that is not guarded leaves no record', async () => {
	const {run: attach} = await plan({
		async check() {
			throw new Error('open');
		},
	});
	await expect(attach()).rejects.toThrow('open');
	expect(attachments.list()).toEqual([]);
});

test('a JVM that has been attached is not attached twice, unless Arthas was ended there', async () => {
	await run();
	const {port} = attachments.list()[0]!;
	await expect(plan({jvm: {...jvm, arthas: 'attached', arthasPorts: [port]}})).rejects.toThrow(/was attached to \d+ before, as shop-api-1\.2_/u);
	await expect(plan()).resolves.toMatchObject({home: '/opt/my arthas'});
});

test('the record of a JVM that has ended, whose number another one got, is removed', async () => {
	await run();
	const stale = openAttachments(runtime);
	const [file = ''] = (await readdir(path.join(runtime, 'attached'), {recursive: true})).filter(name => name.endsWith('.json')).map(name => path.join(runtime, 'attached', name));
	await writeFile(file, (await readFile(file, 'utf8')).replace(/"startTicks":\d+/u, '"startTicks":1'));
	expect(stale.list()).toEqual([]);
	await expect(stat(file)).rejects.toMatchObject({code: 'ENOENT'});
});

test.each<[string, Partial<LocalJvm>, RegExp]>([
	['of another user', {uid: jvm.uid + 1, user: 'shop'}, /belongs to shop/u],
	['in a container', {ownPid: 1}, /container/u],
	['in which Arthas has joined elsewhere', {arthas: 'attached'}, /runs in process \d+ already and listens on no port/u],
])('a JVM %s is refused with the reason, wherever Arthas may be', async (_, facts, why) => {
	const findHome = async () => {
		throw new Error('looked for Arthas');
	};

	await expect(plan({jvm: {...jvm, ...facts}, findHome})).rejects.toThrow(why);
	expect(loaded).toEqual([]);
});

test('root is refused, too, where the JVM is another user\'s', () => {
	expect(whyNot({...jvm, uid: 1000, user: 'shop'}, 0)).toMatchObject({todo: expect.stringContaining('sudo -u shop') as string});
});

test.each([
	['demo.MathGame', 'MathGame'], ['shop.web/org.shop.Main', 'Main'], ['app.jar', 'app'], [null, 'jvm'], ['/x/订单.jar', 'jvm'],
])('the application of %s is called %s', async (mainClass, name) => {
	expect(await plan({jvm: {...jvm, mainClass}})).toMatchObject({agentId: `${name}_${pid}`});
});
