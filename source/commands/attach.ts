import type {Agent} from '../core/client/agent.js';
import {listedAs} from '../core/client/listed-as.js';
import {ArthasError} from '../core/error.js';
import {planAttach} from '../core/host/attach/attach-arthas.js';
import {findArthasHome} from '../core/host/attach/find-arthas-home.js';
import {localJvms, type LocalJvm} from '../core/host/attach/local-jvms.js';
import {until} from '../core/readable.js';
import {isJsonObject} from '../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../core/protocol/result.js';
import {timeoutSignal} from '../core/timeout-signal.js';
import {linesBlock} from '../views/build-block.js';
import {cutText} from '../views/cut-text.js';
import {viewOf} from '../views/index.js';
import {safeText} from '../views/safe-text.js';
import {ownAttachments} from './attach/own-attachments.js';
import {refuseReadOnly} from './attach/refuse-read-only.js';
import type {Command, CommandContext} from './context.js';
import {askYes} from './cron/ask-yes.js';
import {jsonText} from './json-text.js';
import {endpointOf, openFleet} from './open-fleet.js';
import {blocksToText, printBlocks} from './print-blocks.js';
import {findServer, type RunningServer} from './runtime-file.js';

export {detach} from './attach/detach.js';

/** The server sees at once what was attached, and looks every 5 s where its system doesn't tell it. */
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

	const server = findServer(context.env, {withScreens: true});
	const agentId = await join(context, jvm, server);
	if (context.flags.json) {
		context.out(jsonText({pid: jvm.pid, agent: agentId, server: server?.http ?? null}));
	}

	context.err([
		server ? `${agentId} has joined the server at ${server.http}\n` : `${agentId} is attached\n`,
		`arthas-tui exec --on ${agentId} 'thread -n 3' asks it, arthas-tui detach ${jvm.pid} undoes it\n`,
	].join(''));
	return 0;
};

function list(context: CommandContext, {jvms, body}: Awaited<ReturnType<typeof localJvms>>): void {
	if (context.flags.json) {
		context.out(jsonText(jvms));
		return;
	}

	printBlocks(context, viewOf({type: 'getinfo.jvms', ...body, data: brief(body['data'])}));
	context.err(jvms.length === 0 ? 'no JVM runs on this host\n' : 'arthas-tui attach PID puts Arthas into one of them; --json has their whole command lines\n');
}

/** What tells one JVM from another: all that is known of them would be hundreds of columns wide in a pipe. */
const told = ['pid', 'user', 'jdkVersion', 'arthas', 'arthasPorts', 'rssBytes', 'startedAtMs'];
const longestClass = 60;
const longestArguments = 40;

function brief(data: Json | undefined): JsonObject {
	const {jvms, ...rest} = isJsonObject(data) ? data : {};
	const rows = (Array.isArray(jvms) ? jvms : []).filter(row => isJsonObject(row));
	return {...rest, jvms: rows.map(row => ({...Object.fromEntries(told.map(name => [name, row[name] ?? null])), ...commandOf(row)}))};
}

function commandOf({mainClass, arguments: given}: JsonObject): JsonObject {
	const words = Array.isArray(given) ? given.filter(word => typeof word === 'string').join(' ') : '';
	return {
		arguments: words === '' ? null : cutText(safeText(words), longestArguments, 'end'),
		mainClass: typeof mainClass === 'string' ? cutText(safeText(mainClass), longestClass, 'middle') : null,
	};
}

/** Asks, attaches, and waits until the JVM is listed: by the server of this user, or by one of its own. */
async function join(context: CommandContext, jvm: LocalJvm, server: RunningServer | undefined): Promise<string> {
	const {agentId, home, run} = await planAttach({
		jvm, findHome: async () => findArthasHome(context.flags.arthasHome, context.env), attachments: ownAttachments(context.env), signal: context.interrupted,
	});
	const settings = {...context.settings, endpoints: server ? [endpointOf(server)] : []};
	const opened = await openFleet({...context, flags: {...context.flags, watch: true}, settings});
	try {
		refuseTwice(jvm, opened.fleet.agents.getSnapshot());
		context.err(blocksToText([linesBlock(consequences(jvm, {home, agentId, server}))], {color: false, columns: 0}));
		await askYes(context, 'attach it?');
		await run();
		await until(opened.fleet.agents, agents => agents.some(({id, status}) => id === agentId && status === 'up'), AbortSignal.any([context.interrupted, timeoutSignal(joinMs)]));
		return agentId;
	} catch (error) {
		throw (error as Error).name === 'TimeoutError' ? notJoined(jvm, server) : error;
	} finally {
		await opened.close();
	}
}

/** Not written down here, and listed all the same: another program bridges it to this server. */
function refuseTwice({pid}: LocalJvm, agents: readonly Agent[]): void {
	const listed = listedAs(agents, pid);
	if (listed) {
		throw new ArthasError('ERR_AUTH_POLICY', `Arthas serves in process ${pid} already, which is listed as ${listed.id}`, {hint: `arthas-tui exec --on ${listed.id} 'thread -n 3' asks it`});
	}
}

type Join = {home: string | undefined; agentId: string; server: RunningServer | undefined};

function consequences({pid, user, mainClass, jdkVersion, arthasPorts}: LocalJvm, {home, agentId, server}: Join): string[] {
	const who = server ? `your server at ${server.http}` : 'your next arthas-tui serve, screen or command';
	return [
		`${pid} ${mainClass ?? ''} of ${user}, JDK ${jdkVersion ?? '?'}`,
		...home === undefined
			? [`Arthas serves in it already, on ${arthasPorts.join(' and ')}: it is left as it is, and listed as ${agentId} by ${who}`]
			: [
				`gets Arthas from ${home} and is listed as ${agentId} by ${who}`,
				'it listens on a free port of 127.0.0.1, with a password that only you can read',
			],
		...server && server.username === undefined ? [`your server at ${server.http} asks nobody for a login: whoever reaches it has this JVM, too`] : [],
		...home === undefined ? [] : ['its classes stay loaded until the JVM ends; commands such as watch change classes while they run'],
	];
}

function notJoined({pid}: LocalJvm, server: RunningServer | undefined): ArthasError {
	return new ArthasError('ERR_TIMEOUT', `Arthas is in ${pid}, but ${server ? `the server at ${server.http}` : 'a server of this program'} has not listed it in ${joinMs / 1000} s`, {
		hint: `the JVM may hang, or the server may be of an older version: end it and start it anew; arthas-tui detach ${pid} takes Arthas out`,
	});
}
