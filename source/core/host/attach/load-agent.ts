import type {Buffer} from 'node:buffer';
import {rmSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {ArthasError} from '../../error.js';
import {readHost} from '../define/host-reader.js';

export type AgentToLoad = {
	pid: number;
	/** The jar as the JVM finds it. */
	jar: string;
	options: string;
	signal: AbortSignal;
};

/** How HotSpot looks from outside, replaceable in tests. */
export type HotSpot = {
	status(pid: number): string | undefined;
	/** The socket on which it listens for orders. */
	socketOf(pid: number): string;
	hasSocket(pid: number): boolean;
	/** Asks it to open that socket; the function takes back what that left. */
	wake(pid: number): () => void;
};

const pollMs = 50;

/**
Loads a Java agent into a JVM of this machine as `jcmd` would, by HotSpot's own protocol: so that no JDK is needed, and what
the agent is told stands in no command line. Resolves when its `agentmain` has returned.

@throws ArthasError ERR_COMMAND where the JVM doesn't listen or refuses, with its own words.
*/
export async function loadAgent({pid, jar, options, signal}: AgentToLoad, hotSpot: HotSpot = linux): Promise<void> {
	const status = hotSpot.status(pid);
	if (status === undefined) {
		throw new ArthasError('ERR_COMMAND', `there is no process ${pid} any more`);
	}

	if (!hotSpot.hasSocket(pid)) {
		// A JVM with -Xrs, or one that has only begun, has no handler for it and would be ended by the signal.
		if (!catchesQuit(status)) {
			throw new ArthasError('ERR_COMMAND', `process ${pid} takes no orders: it isn't HotSpot, has just begun, or runs with -Xrs`, {
				hint: 'try again in a moment; with -Xrs Arthas has to come with the start, by -javaagent',
			});
		}

		await awaken(pid, hotSpot, signal);
	}

	judge(await order(hotSpot.socketOf(pid), ['load', 'instrument', 'false', `${jar}=${options}`], signal));
}

/** Signal 3 is the third bit. */
function catchesQuit(status: string): boolean {
	const caught = /^SigCgt:\s*(?<mask>[\da-f]+)$/mu.exec(status)?.groups?.['mask'];
	return caught !== undefined && (Number.parseInt(caught.slice(-1), 16) & 4) !== 0;
}

async function awaken(pid: number, hotSpot: HotSpot, signal: AbortSignal): Promise<void> {
	const clear = hotSpot.wake(pid);
	try {
		while (!hotSpot.hasSocket(pid)) {
			await pause(pollMs, undefined, {signal});
		}
	} catch (error) {
		throw new ArthasError('ERR_COMMAND', `process ${pid} does not open its socket for orders`, {
			hint: 'it may hang, or run with -XX:+DisableAttachMechanism: then Arthas has to come with the start, by -javaagent', cause: error,
		});
	} finally {
		clear();
	}
}

/** Version 1 of the protocol: texts that end in zero, always four of them after the version; the answer ends with the connection. */
async function order(path: string, words: readonly string[], signal: AbortSignal): Promise<string> {
	return new Promise((resolve, reject) => {
		let answer = '';
		const socket = connect({path, signal, allowHalfOpen: true});
		socket.setEncoding('utf8');
		socket.once('connect', () => {
			socket.write(['1', ...words].map(word => `${word}\0`).join(''));
		});
		socket.on('data', (text: Buffer | string) => {
			answer += String(text);
		});
		socket.once('end', () => {
			socket.destroy();
			resolve(answer);
		});
		socket.once('error', error => {
			reject(new ArthasError('ERR_COMMAND', `the JVM does not take the order: ${error.message}`, {cause: error}));
		});
	});
}

/** First how the order went, then how the agent did: `0` or `return code: 0` (JDK 9 and later). What else there is are reasons. */
function judge(answer: string): void {
	const [code = '', ...rest] = answer.trim().split('\n');
	const told = rest.join(' ').trim();
	if (code === '0' && /^(?:return code: )?0$/u.test(told)) {
		return;
	}

	const why = code === '' ? 'no answer' : `code ${code}`;
	const hint = /not enabled|EnableDynamicAgentLoading/u.test(told)
		? 'it runs with -XX:-EnableDynamicAgentLoading: Arthas has to come with the start, by -javaagent'
		: 'its own output and ~/logs/arthas say more';
	throw new ArthasError('ERR_COMMAND', `the JVM did not load Arthas: ${told === '' ? why : told}`, {hint});
}

const linux: HotSpot = {
	status: pid => readHost().text(`/proc/${pid}/status`),
	socketOf: pid => `/proc/${pid}/root/tmp/.java_pid${pid}`,
	hasSocket: pid => readHost().exists(linux.socketOf(pid)),
	wake(pid) {
		const places = [`/proc/${pid}/cwd/.attach_pid${pid}`, `/proc/${pid}/root/tmp/.attach_pid${pid}`];
		const made = places.find(place => {
			try {
				writeFileSync(place, '', {flag: 'w', mode: 0o600});
				return true;
			} catch {
				return false;
			}
		});
		process.kill(pid, 'SIGQUIT');
		return () => {
			if (made !== undefined) {
				rmSync(made, {force: true});
			}
		};
	},
};
