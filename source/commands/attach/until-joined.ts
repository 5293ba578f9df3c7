import {hostname} from 'node:os';
import type {Bridge} from '../../core/bridge/bridge.js';
import type {BridgedState} from '../../core/bridge/bridged-jvm.js';
import type {Attachment} from '../../core/host/attach/attachments.js';
import {labelFeatures} from '../../core/protocol/agent-labels.js';
import {until, writable} from '../../core/readable.js';
import {steadyNow} from '../../core/server/clock.js';
import type {ChannelServer} from '../../core/server/index.js';
import {timeoutSignal} from '../../core/timeout-signal.js';

/** One that is attached and has not joined, and why. */
export type Absent = Pick<Attachment, 'agentId' | 'pid'> & {why: string};

type Store = ChannelServer['store'];

/** As long as a command waits for a connection. */
const joinMs = 10_000;

/**
Waits until each JVM has joined the server or has failed to, all at once. Those that failed are listed as down: who names the only agent in
reach, or all JVMs, means them, too, and must not believe that the others are all there are.
*/
export async function untilJoined(attached: readonly Attachment[], {bridge, store}: {bridge: Bridge; store: Store}): Promise<Absent[]> {
	if (attached.length === 0) {
		return [];
	}

	const late = timeoutSignal(joinMs);
	await bridge.look();
	const all = await Promise.all(attached.map(async one => ({one, why: await whyAbsent(one, {bridge, store, late})})));
	const absent = all.filter(({why}) => why !== undefined);
	await Promise.all(absent.map(async ({one}) => listAsDown(one, store)));
	return absent.map(({one: {agentId, pid}, why = ''}) => ({agentId, pid, why}));
}

/** Undefined for one that is listed. */
async function whyAbsent({agentId, pid, port}: Attachment, {bridge, store, late}: {bridge: Bridge; store: Store; late: AbortSignal}): Promise<string | undefined> {
	const silent = `process ${pid} doesn't answer on its port ${port}`;
	const stateNow = (): BridgedState | undefined => bridge.jvms.getSnapshot().find(one => one.agentId === agentId)?.state;
	const isDecided = () => {
		const state = stateNow();
		return state?.name !== 'waiting' || state.why !== undefined;
	};

	try {
		await until(bridge.jvms, isDecided, late);
		const state = stateNow();
		if (state?.name === 'in-service') {
			await untilListed(agentId, store, late);
			return undefined;
		}

		return state?.name === 'waiting' && state.why !== undefined ? state.why : silent;
	} catch {
		return silent;
	}
}

async function untilListed(agentId: string, {agents}: Store, late: AbortSignal): Promise<void> {
	const isListed = writable(false);
	const look = async () => {
		isListed.set((await agents.get(agentId))?.agentStatus === 'IN_SERVICE');
	};

	const unsubscribe = agents.subscribe(() => {
		void look();
	});
	try {
		await look();
		await until(isListed, Boolean, late);
	} finally {
		unsubscribe();
	}
}

/** It takes its place by registering, and is forgotten soon where it never does. */
async function listAsDown({agentId, pid, port}: Attachment, {agents}: Store): Promise<void> {
	if (await agents.get(agentId)) {
		return;
	}

	const now = steadyNow();
	await agents.put({
		agentId, agentStatus: 'DOWN', agentVersion: '', appName: '', hostname: hostname(), ip: '', osVersion: '', channelServer: '', classPath: '', channelVersion: '',
		channelFeatures: ['WebConsole', 'ExecuteCommand', ...labelFeatures({bridge: hostname(), port: String(port), pid: String(pid)})],
		heartbeatTime: now, createdTime: now, modifiedTime: now,
		incarnation: 0, peer: '', unanswered: 0, goneSince: now, hasPast: false, wasServed: false,
	});
}
