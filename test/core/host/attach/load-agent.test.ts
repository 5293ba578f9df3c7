import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {loadAgent, type HotSpot} from '../../../../source/core/host/attach/load-agent.js';

const catching = 'Name:\tjava\nSigCgt:\t2000000181005ccf\n';
let folder: string;
let server: Server | undefined;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-hotspot-'));
});

afterEach(async () => {
	await new Promise(resolve => {
		if (server) {
			server.close(resolve);
		} else {
			resolve(undefined);
		}
	});
	server = undefined;
	await rm(folder, {recursive: true, force: true});
});

/** A JVM that listens when it is woken, or from the start, and answers every order with the same. */
function jvm({status = catching, isAwake = false, answer = '0\nreturn code: 0\n', wakes = true}: {status?: string | undefined; isAwake?: boolean; answer?: string; wakes?: boolean}) {
	const seen = {orders: [] as string[], woken: 0, cleared: 0};
	const socket = path.join(folder, 'socket');
	let isOpen = false;
	const open = () => {
		server = createServer(client => {
			let order = '';
			client.on('data', data => {
				order += String(data);
				if (order.split('\0').length === 6) {
					seen.orders.push(order);
					client.end(answer);
				}
			});
		}).listen(socket, () => {
			isOpen = true;
		});
	};

	if (isAwake) {
		open();
	}

	const hotSpot: HotSpot = {
		status: () => status,
		socketOf: () => socket,
		hasSocket: () => isAwake || isOpen,
		wake() {
			seen.woken++;
			if (wakes) {
				open();
			}

			return () => {
				seen.cleared++;
			};
		},
	};
	return {hotSpot, seen};
}

const agent = {
	pid: 7, jar: '/a/agent.jar', options: '/a/core.jar;x=1', signal: new AbortController().signal,
};

test('a JVM is woken, gets one order of four words, and what woke it is taken back', async () => {
	const {hotSpot, seen} = jvm({});
	await loadAgent(agent, hotSpot);
	expect(seen).toEqual({orders: ['1\0load\0instrument\0false\0/a/agent.jar=/a/core.jar;x=1\0'], woken: 1, cleared: 1});
});

test('a JVM that listens already is not signalled again', async () => {
	const {hotSpot, seen} = jvm({isAwake: true, answer: '0\n0\n'});
	await loadAgent(agent, hotSpot);
	expect(seen).toMatchObject({orders: [expect.any(String)], woken: 0});
});

test.each([
	['with -Xrs, which the signal would end', 'SigCgt:\t2000000181005ccb\n', 'takes no orders'],
	['that says nothing of signals', 'Name:\tjava\n', 'takes no orders'],
])('a process %s is never signalled', async (_, status, message) => {
	const {hotSpot, seen} = jvm({status});
	await expect(loadAgent(agent, hotSpot)).rejects.toMatchObject({code: 'ERR_COMMAND', message: expect.stringContaining(message) as string});
	expect(seen.woken).toBe(0);
});

test('a process that has ended is told as that', async () => {
	const {hotSpot} = jvm({});
	await expect(loadAgent(agent, {...hotSpot, status: () => undefined})).rejects.toMatchObject({message: 'there is no process 7 any more'});
});

test('a JVM that never opens its socket is given up with the reason, and nothing stays of the waking', async () => {
	const {hotSpot, seen} = jvm({wakes: false});
	const late = new AbortController();
	const loading = loadAgent({...agent, signal: late.signal}, hotSpot);
	late.abort();
	await expect(loading).rejects.toMatchObject({code: 'ERR_COMMAND', hint: expect.stringContaining('DisableAttachMechanism') as string});
	expect(seen.cleared).toBe(1);
});

test.each([
	['0\nreturn code: 102\n', 'return code: 102', 'logs/arthas'],
	['100\nAgent JAR not found or no Agent-Class attribute\n', 'Agent JAR not found', 'logs/arthas'],
	['100\nDynamic agent loading is not enabled. Use -XX:+EnableDynamicAgentLoading', 'not enabled', 'EnableDynamicAgentLoading'],
	['101\n', 'code 101', 'logs/arthas'],
	['', 'no answer', 'logs/arthas'],
])('the answer %j is a refusal', async (answer, message, hint) => {
	const {hotSpot} = jvm({isAwake: true, answer});
	await expect(loadAgent(agent, hotSpot)).rejects.toMatchObject({
		code: 'ERR_COMMAND', message: expect.stringContaining(message) as string, hint: expect.stringContaining(hint) as string,
	});
});
