import {ArthasError} from '../core/error.js';
import {planAttach, type AttachRequest} from '../core/host/attach/attach-arthas.js';
import {openAttachments} from '../core/host/attach/attachments.js';
import {findArthasHome} from '../core/host/attach/find-arthas-home.js';
import {localJvms, type LocalJvm} from '../core/host/attach/local-jvms.js';
import {until} from '../core/readable.js';
import {timeoutSignal} from '../core/timeout-signal.js';
import {linesBlock} from '../views/build-block.js';
import {viewOf} from '../views/index.js';
import {doorOf} from './attach/door-of.js';
import {refuseReadOnly} from './attach/refuse-read-only.js';
import type {Command, CommandContext} from './context.js';
import {askYes} from './cron/ask-yes.js';
import {jsonText} from './json-text.js';
import {endpointOf, openFleet} from './open-fleet.js';
import {blocksToText, printBlocks} from './print-blocks.js';
import {findServer, privateFolder, type RunningServer} from './runtime-file.js';

export {detach} from './attach/detach.js';

/** From the loaded agent to its registration: it dials at once, and again every 5 s. */
const joinMs = 15_000;

/** `attach [PID]`: lists the JVMs of this host, or puts Arthas into one so that it joins the server of this user. */
export const attach: Command = async context => {
	const {input, interrupted} = context;
	const found = await localJvms(interrupted);
	const [pid] = input;
	if (pid === undefined) {
		list(context, found);
		return 0;
	}

	refuseReadOnly(context, 'attach');
	const jvm = found.jvms.find(one => String(one.pid) === pid);
	if (jvm === undefined || input.length > 1) {
		throw new ArthasError('ERR_USAGE', input.length > 1 ? 'attach takes one PID' : `no JVM of this host has the number ${pid.slice(0, 20)}`, {hint: 'arthas-tui attach lists them'});
	}

	const server = serverToJoin(context);
	const agentId = await join(context, jvm, server);
	context.err(`${agentId} has joined the server at ${server.http}\n`);
	if (context.flags.json) {
		context.out(jsonText({pid: jvm.pid, agent: agentId, server: server.http}));
	} else {
		const next = server.isScreen ? 'the screen lists it' : `arthas-tui exec --on ${agentId} 'thread -n 3' asks it`;
		context.err(`${next}, arthas-tui detach ${jvm.pid} ends it\n`);
	}

	return 0;
};

function list(context: CommandContext, {jvms, body}: Awaited<ReturnType<typeof localJvms>>): void {
	if (context.flags.json) {
		context.out(jsonText(jvms));
		return;
	}

	printBlocks(context, viewOf({type: 'getinfo.jvms', ...body}));
	context.err(jvms.length === 0 ? 'no JVM runs on this host\n' : 'arthas-tui attach PID puts Arthas into one of them\n');
}

function serverToJoin({env}: CommandContext): RunningServer & {tunnel: string} {
	const server = findServer(env, {withScreens: true});
	if (!server) {
		throw new ArthasError('ERR_CONNECT_DOWN', 'no server of yours runs on this host for it to join', {hint: 'start one in another terminal: arthas-tui serve, or the screen: arthas-tui'});
	}

	const {tunnel} = server;
	if (typeof tunnel !== 'string') {
		throw new ArthasError('ERR_CONNECT_DOWN', `the server of pid ${server.pid} has no door for stock agents`, {hint: 'end it and start it anew: arthas-tui serve'});
	}

	return {...server, tunnel};
}

/** Asks, attaches, and waits until the JVM is listed. */
async function join(context: CommandContext, jvm: LocalJvm, server: RunningServer & {tunnel: string}): Promise<string> {
	const request: AttachRequest = {
		jvm, home: findArthasHome(context.flags.arthasHome, context.env), tunnel: doorOf(server), token: server.agentToken,
		attachments: openAttachments(privateFolder(context.env)), signal: context.interrupted,
	};
	const {pid, user, mainClass, jdkVersion} = jvm;
	const opened = await openFleet({...context, flags: {...context.flags, watch: true}, settings: {...context.settings, endpoints: [endpointOf(server)]}});
	try {
		const {agentId, run} = planAttach(request);
		context.err(blocksToText([linesBlock([
			`${pid} ${mainClass ?? ''} of ${user}, JDK ${jdkVersion ?? '?'}`,
			`gets Arthas from ${request.home} and joins ${server.http} as ${agentId}`,
			'its classes stay loaded until the JVM ends; commands such as watch change classes while they run',
		])], {color: false, columns: 0}));
		await askYes(context, 'attach it?');
		await run();
		await until(opened.fleet.agents, agents => agents.some(({id, status}) => id === agentId && status === 'up'), AbortSignal.any([context.interrupted, timeoutSignal(joinMs)]));
		return agentId;
	} catch (error) {
		throw (error as Error).name === 'TimeoutError' ? notJoined(pid, server) : error;
	} finally {
		await opened.close();
	}
}

function notJoined(pid: number, {http}: RunningServer): ArthasError {
	return new ArthasError('ERR_TIMEOUT', `Arthas is in ${pid}, but has not joined the server at ${http} in ${joinMs / 1000} s`, {
		hint: '~/logs/arthas/arthas.log of its user says why; it tries again every 5 s',
	});
}
