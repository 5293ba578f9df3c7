import path from 'node:path';
import process from 'node:process';
import {ArthasError} from '../../error.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {Attachments} from './attachments.js';
import {loadAgent} from './load-agent.js';
import type {LocalJvm} from './local-jvms.js';

export type AttachRequest = {
	jvm: LocalJvm;
	/** The folder with Arthas's jars. */
	home: string;
	/** The door that it shall dial: `ws://127.0.0.1:7777/ws`. */
	tunnel: string;
	/** For a door that asks agents for one. */
	token?: string | undefined;
	attachments: Attachments;
	signal: AbortSignal;
	load?: typeof loadAgent;
};

/** Arthas starts in a second; a JVM that collects garbage or swaps takes longer. */
const loadMs = 30_000;

/** What is about to be done, to be shown before. */
export type PlannedAttach = {
	/** The id under which it will register. */
	agentId: string;
	/** Resolves when Arthas has started. Throws ERR_COMMAND where the JVM doesn't take it. */
	run(): Promise<void>;
};

/**
Puts stock Arthas into a JVM of this host, and lets it dial a tunnel door. It listens on no port, so that nobody else on this
machine gets at it and no password has to guard it: one would keep the consoles of the tunnel out, too (Arthas 4.1.5).

@throws ArthasError ERR_AUTH_POLICY for what `whyNot` tells, and where it was attached before.
*/
export function planAttach({jvm, attachments, ...request}: AttachRequest): PlannedAttach {
	const reason = whyNot(jvm);
	if (reason !== undefined) {
		throw new ArthasError('ERR_AUTH_POLICY', reason.why, {hint: reason.todo});
	}

	const {pid} = jvm;
	const before = attachments.list().find(one => one.pid === pid);
	if (before) {
		throw new ArthasError('ERR_AUTH_POLICY', `Arthas was attached to ${pid} before, as ${before.agentId} at ${before.tunnel}`, {hint: `arthas-tui detach ${pid} ends it`});
	}

	const appName = appNameOf(jvm);
	// What tunnel servers take for the name of the application is what stands before the first low line.
	const agentId = `${appName}_${pid}`;
	return {
		agentId,
		async run() {
			const folder = attachments.add({pid, agentId, tunnel: request.tunnel}, propertiesOf(request, {agentId, appName}));
			try {
				await loadInto(pid, folder, request);
			} catch (error) {
				attachments.remove(pid);
				throw error;
			}
		},
	};
}

function propertiesOf({tunnel, token}: Pick<AttachRequest, 'tunnel' | 'token'>, names: {agentId: string; appName: string}): Record<string, string> {
	return {
		...names, ip: '127.0.0.1', httpPort: '-1', telnetPort: '-1', tunnelServer: token === undefined ? tunnel : `${tunnel}/${encodeURIComponent(token)}`,
	};
}

async function loadInto(pid: number, folder: string, {home, signal, load = loadAgent}: Omit<AttachRequest, 'jvm' | 'attachments'>): Promise<void> {
	await load({
		pid, jar: path.join(home, 'arthas-agent.jar'),
		// What is overridden are properties and environment of the JVM, which may name ports or another door.
		options: decodable(`${path.join(home, 'arthas-core.jar')};config.location=${folder};config.overrideAll=true`),
		signal: AbortSignal.any([signal, timeoutSignal(loadMs)]),
	});
}

/** Why nothing can be attached to this JVM, and what to do instead. */
export function whyNot({pid, ownPid, uid, user, arthas, arthasPorts}: LocalJvm, ownUid = process.getuid?.()): {why: string; todo: string} | undefined {
	if (uid !== ownUid) {
		return {why: `process ${pid} belongs to ${user}, and a JVM takes orders of its own user only`, todo: `run this and the server as ${user}, for example with sudo -u ${user}`};
	}

	if (ownPid !== pid) {
		return {why: `process ${pid} runs in a container, which doesn't see the files of Arthas here`, todo: 'start Arthas in the container, with -Darthas.tunnelServer=ws://HOST:7777/ws'};
	}

	if (arthas === 'attached' && arthasPorts.length > 0) {
		return {why: `Arthas serves in process ${pid} already, on ${arthasPorts.join(' and ')}`, todo: `arthas-tui --connect arthas+http://127.0.0.1:${arthasPorts[0]} uses it; attach again after stop there`};
	}

	return undefined;
}

/** The last part of a class, or of a jar's path. */
function appNameOf({mainClass}: LocalJvm): string {
	const main = mainClass ?? '';
	const last = main.endsWith('.jar') ? main.slice(main.lastIndexOf('/') + 1, -4) : main.slice(Math.max(main.lastIndexOf('/'), main.lastIndexOf('.')) + 1);
	const name = last.replaceAll(/[^A-Za-z\d.-]+/gu, '-').slice(0, 80);
	return name === '' || name === '-' ? 'jvm' : name;
}

/** Arthas decodes what its agent is given as it would a query. */
function decodable(text: string): string {
	return text.replaceAll(/[%+ ]/gu, encodeURIComponent);
}
