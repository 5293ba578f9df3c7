import {randomBytes} from 'node:crypto';
import {ArthasError} from '../../core/error.js';
import type {Agent} from '../../core/client/agent.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import type {Fleet} from '../../core/client/fleet.js';
import {openAttachments, type Attachment} from '../../core/host/attach/attachments.js';
import {startServer} from '../../core/server/index.js';
import {until} from '../../core/readable.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import {linesBlock} from '../../views/build-block.js';
import type {Command, CommandContext} from '../context.js';
import {askYes} from '../cron/ask-yes.js';
import {urlHost} from '../embedded.js';
import {jsonText} from '../json-text.js';
import {endpointOf, openFleet} from '../open-fleet.js';
import {blocksToText, printBlocks} from '../print-blocks.js';
import {findServer, privateFolder} from '../runtime-file.js';
import {doorOf} from './door-of.js';
import {refuseReadOnly} from './refuse-read-only.js';

/** It dials every 5 s. */
const returnMs = 15_000;
const stopMs = 15_000;

/** `detach [PID]`: ends Arthas where `attach` of this user has put it, and nowhere else. */
export const detach: Command = async context => {
	const attachments = openAttachments(privateFolder(context.env));
	const attached = attachments.list();
	const [pid] = context.input;
	if (pid === undefined) {
		list(context, attached);
		return 0;
	}

	refuseReadOnly(context, 'detach');
	const one = attached.find(attachment => String(attachment.pid) === pid);
	if (one === undefined || context.input.length > 1) {
		throw new ArthasError('ERR_USAGE', `nothing was attached to ${pid.slice(0, 20)} by arthas-tui attach of this user`, {
			hint: 'arthas-tui detach lists what was; elsewhere exec --on AGENT stop ends Arthas',
		});
	}

	context.err(blocksToText([linesBlock([`${one.agentId}: Arthas in ${one.pid} stops, classes that commands changed are put back`])], {color: false, columns: 0}));
	await askYes(context, 'detach it?');
	await end(context, one);
	attachments.remove(one.pid);
	context.err(`${one.agentId} is detached\n`);
	if (context.flags.json) {
		context.out(jsonText({pid: one.pid, agent: one.agentId, server: one.tunnel}));
	}

	return 0;
};

function list(context: CommandContext, attached: readonly Attachment[]): void {
	if (context.flags.json) {
		context.out(jsonText(attached.map(({pid, agentId, tunnel}) => ({pid, agent: agentId, tunnel}))));
	} else if (attached.length === 0) {
		context.err('nothing is attached by arthas-tui attach of this user\n');
	} else {
		printBlocks(context, [linesBlock(attached.map(({pid, agentId, tunnel}) => `${pid}  ${agentId}  ${tunnel}`))]);
	}
}

/** By the server that it joined; where that is gone, one stands in for it at the same address until it has come back and stopped. */
async function end(context: CommandContext, attachment: Attachment): Promise<void> {
	const running = findServer(context.env, {withScreens: true});
	const isThere = typeof running?.tunnel === 'string' && doorOf({...running, tunnel: running.tunnel}) === attachment.tunnel;
	const substitute = isThere ? {endpoint: endpointOf(running), close: async () => undefined} : await substituteFor(attachment);
	const endpoints = [substitute.endpoint];
	const opened = await openFleet({...context, flags: {...context.flags, watch: true}, settings: {...context.settings, endpoints}});
	try {
		const agent = await comeBack(opened.fleet, attachment, context.interrupted);
		await stop(opened.fleet, agent, context.interrupted);
	} finally {
		await opened.close();
		await substitute.close();
	}
}

async function substituteFor({tunnel, agentId}: Attachment): Promise<{endpoint: Endpoint; close(): Promise<void>}> {
	const {hostname, port, protocol} = new URL(tunnel);
	if (protocol === 'wss:') {
		throw new ArthasError('ERR_CONNECT_DOWN', `the server at ${tunnel} doesn't run, by which ${agentId} could be told to stop`, {hint: 'start it again: arthas-tui serve'});
	}

	const login = {username: 'detach', password: randomBytes(24).toString('base64url')};
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, login, host: hostname.replaceAll(/[[\]]/gu, ''), tunnel: {port: Number(port)},
	});
	return {
		endpoint: {
			kind: 'channel', name: 'detach', base: new URL(`http://${urlHost(server.http)}`), ...login,
		}, close: async () => server.close(),
	};
}

async function comeBack({agents}: Fleet, {agentId, tunnel}: Attachment, interrupted: AbortSignal): Promise<Agent> {
	const isIt = ({id, status}: Agent) => id === agentId && status === 'up';
	try {
		const now = await until(agents, list => list.some(agent => isIt(agent)), AbortSignal.any([interrupted, timeoutSignal(returnMs)]));
		return now.find(agent => isIt(agent))!;
	} catch (error) {
		interrupted.throwIfAborted();
		throw new ArthasError('ERR_TIMEOUT', `${agentId} has not come back to ${tunnel} in ${returnMs / 1000} s`, {hint: 'the JVM may hang; try again', cause: error});
	}
}

/** `stop` ends the console that it was typed into, so that the agent's leaving is the proof. */
async function stop(fleet: Fleet, {id, ref}: Agent, interrupted: AbortSignal): Promise<void> {
	const agent = fleet.agents.getSnapshot().find(one => one.ref === ref);
	if (!agent) {
		return;
	}

	const session = fleet.connectionOf(agent).openSession(agent);
	const job = session.run('stop', {approved: true, timeoutMs: stopMs, signal: interrupted});
	await job.ended;
	await session.close();
	try {
		await until(fleet.agents, agents => !agents.some(one => one.id === id && one.status === 'up'), AbortSignal.any([interrupted, timeoutSignal(stopMs)]));
	} catch (error) {
		interrupted.throwIfAborted();
		throw new ArthasError('ERR_TIMEOUT', `${id} was told to stop and is still there`, {hint: 'try again, or end the JVM', cause: error});
	}
}
