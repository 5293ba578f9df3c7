import {randomBytes} from 'node:crypto';
import path from 'node:path';
import {ArthasError} from '../../error.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {Attachments, NewAttachment} from './attachments.js';
import {checkDoor} from './check-door.js';
import {freePort} from './free-port.js';
import {joinArthas} from './join-arthas.js';
import {loadAgent} from './load-agent.js';
import type {LocalJvm} from './local-jvms.js';
import {whyNot} from './why-not.js';

export type AttachRequest = {
	jvm: LocalJvm;
	/** Looks for the folder with Arthas's jars, which is of no use where Arthas is in the JVM already. */
	findHome: () => Promise<string>;
	attachments: Attachments;
	signal: AbortSignal;
	load?: typeof loadAgent;
	check?: typeof checkDoor;
};

/** Arthas starts in a second; a JVM that collects garbage or swaps takes longer. */
const loadMs = 30_000;

/** What is about to be done, to be shown before. */
export type PlannedAttach = {
	/** The id under which servers of this user list it. */
	agentId: string;
	/** Where Arthas is taken from; undefined where it serves in the JVM already, and is only listed. */
	home: string | undefined;
	/** Resolves when Arthas serves. Throws ERR_COMMAND where the JVM doesn't take it, or Arthas doesn't guard its door; what joinArthas throws. */
	run(): Promise<void>;
};

/**
Puts stock Arthas into a JVM of this host. It listens on a free port of 127.0.0.1 with a login that is made here and kept for this
user alone, because loopback is everybody's on this machine; it has no telnet, which nobody of ours speaks, and dials nowhere.
One that serves there already is neither loaded twice nor ended by `detach`.

@throws ArthasError ERR_AUTH_POLICY for what `whyNot` tells, and where it was attached before; whatever `findHome` throws.
*/
export async function planAttach({jvm, findHome, ...request}: AttachRequest): Promise<PlannedAttach> {
	const {pid} = jvm;
	refuse(jvm, request.attachments);
	const appName = appNameOf(jvm);
	const agentId = `${appName}_${pid}`;
	if (jvm.arthas === 'attached') {
		return {agentId, home: undefined, run: async () => joinArthas(jvm, agentId, request)};
	}

	const home = await findHome();
	return {agentId, home, run: async () => attach({pid, agentId}, appName, {...request, home})};
}

function refuse(jvm: LocalJvm, attachments: Attachments): void {
	const {pid} = jvm;
	const before = attachments.list().find(one => one.pid === pid && jvm.arthasPorts.includes(one.port));
	if (before) {
		throw new ArthasError('ERR_AUTH_POLICY', `Arthas was attached to ${pid} before, as ${before.agentId}`, {hint: `arthas-tui detach ${pid} undoes it`});
	}

	const reason = whyNot(jvm);
	if (reason !== undefined) {
		throw new ArthasError('ERR_AUTH_POLICY', reason.why, {hint: reason.todo});
	}
}

type Loading = Omit<AttachRequest, 'jvm' | 'findHome'> & {home: string};

async function attach(names: {pid: number; agentId: string}, appName: string, loading: Loading): Promise<void> {
	const {attachments} = loading;
	const attached = {
		...names, port: await freePort(), username: 'arthas-tui', password: randomBytes(24).toString('base64url'),
	};
	const file = attachments.add(attached, propertiesOf(attached, appName));
	try {
		await loadInto(attached, file, loading);
	} catch (error) {
		attachments.remove(attached.pid);
		throw error;
	}

	attachments.confirm(attached.pid);
}

function propertiesOf({port, username, password, agentId}: Required<Omit<NewAttachment, 'wasThere'>>, appName: string): Record<string, string> {
	return {
		agentId, appName, ip: '127.0.0.1', httpPort: String(port), telnetPort: '-1', username, password,
		// Arthas 3.5.4 and later let everybody on the machine in without the password unless told not to.
		localConnectionNonAuth: 'false',
		// A door that the JVM's own properties name would list it a second time, and open its consoles to whoever is there. An empty
		// name makes Arthas 4.1.5 dial 127.0.0.1:80; a scheme that it doesn't know, nobody.
		tunnelServer: 'off://',
	};
}

async function loadInto(attached: Parameters<typeof checkDoor>[0], file: string, {home, signal, load = loadAgent, check = checkDoor}: Loading): Promise<void> {
	const inTime = AbortSignal.any([signal, timeoutSignal(loadMs)]);
	await load({
		pid: attached.pid, jar: path.join(home, 'arthas-agent.jar'),
		// What is overridden are properties and environment of the JVM, which may name ports or another door. The ports here are for one
		// who comes so late that the file is gone: without it Arthas would open its usual ones to everybody on the machine.
		options: decodable(`${path.join(home, 'arthas-core.jar')};httpPort=-1;telnetPort=-1;config.location=${file};config.overrideAll=true`),
		signal: inTime,
	});
	await check(attached, inTime);
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
