import type {Buffer} from 'node:buffer';
import {WebSocket} from 'ws';
import {Clock} from './simulation/clock.js';
import {Moments} from './simulation/moments.js';
import {javaAnswer, type WrittenAnswer} from './tunnel/java-answer.js';
import {TunnelShell, type ShellScript} from './tunnel/shell.js';

export type ScriptedTunnelAgentOptions = {
	/** As in `-Darthas.tunnelServer`. */
	url: string;
	id?: string;
	appName?: string;
	/** `null`: as old agents, which don't say. */
	version?: string | null;
	/** 5 s in the real one. */
	reconnectMs?: number;
	/** So many of its first tunnels come before its shell is up: they are open and silent for ever. */
	early?: number;
	/** It dials back to nobody. */
	isFrozen?: boolean;
	/** Its web server answers nothing. */
	isMute?: boolean;
	/** Pages and files of its web server; all else is the answer of a failure. */
	files?: Readonly<Record<string, WrittenAnswer>>;
	/** Default true: resolves when it is registered. */
	connect?: boolean;
	headers?: Record<string, string>;
} & Partial<Pick<ShellScript, 'pid' | 'lines' | 'perSecond' | 'races' | 'hangs'>>;

export type ScriptedTunnelStock = AsyncDisposable & {
	/** Its own, or the one that it was given. */
	readonly id: string | undefined;
	/** Frames of the server on the control connection. */
	readonly frames: string[];
	/** How each registration went: `open`, or the status that the handshake was refused with. */
	readonly tries: Array<'open' | number>;
	readonly commands: string[];
	readonly targets: string[];
	/** Tunnels that are open. */
	readonly consoles: number;
	readonly streamsRunning: number;
	readonly pings: number;
	until(condition: () => boolean): Promise<void>;
	/** Breaks the control connection as a lost wire does; the agent is back after its pause. */
	cut(): void;
	/** As a process that is stopped: nothing is read and nothing is answered. */
	freeze(): void;
	thaw(): void;
	/** Sends a frame of its own making. */
	say(frame: string): void;
	/** Its JVM is killed: everything breaks at once and nothing comes back. */
	kill(): void;
};

type Query = Readonly<Record<string, string | undefined>>;

/** A stock agent 4.1.5 as a tunnel server meets it: only what was read from its frames, and recorded from its shell. */
export async function startScriptedTunnelAgent(options: ScriptedTunnelAgentOptions): Promise<ScriptedTunnelStock> {
	const {url, version = '4.1.5', appName} = options;
	const clock = new Clock();
	const moments = new Moments();
	const frames: string[] = [];
	const tries: Array<'open' | number> = [];
	const commands: string[] = [];
	const targets: string[] = [];
	const legs = new Map<WebSocket, TunnelShell | undefined>();
	let {id} = options;
	let control: WebSocket | undefined;
	let isAnswered = false;
	let isOver = false;
	let pings = 0;
	let tunnels = 0;

	const dial = (query: Record<string, string | undefined>) => {
		const text = Object.entries(query).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]).join('&');
		const socket = new WebSocket(`${url}?${text}`, {
			perMessageDeflate: false, rejectUnauthorized: false, headers: {origin: url.replace(/^ws(?<rest>s?:\/\/[^/]+).*$/u, 'http$<rest>'), ...options.headers},
		});
		socket.on('error', () => undefined);
		return socket;
	};

	const openTunnel = (query: Query) => {
		const {id: asked, clientConnectionId} = query;
		if (asked === undefined || clientConnectionId === undefined) {
			throw new Error('java.lang.NullPointerException');
		}

		if (options.isFrozen) {
			return;
		}

		const leg = dial({method: 'openTunnel', clientConnectionId, id: asked});
		leg.once('open', () => {
			// Asked before its shell is up it never looks again.
			tunnels++;
			const shell = tunnels <= (options.early ?? 0)
				? undefined
				: new TunnelShell({
					pid: 9171, ...options, clock, speed: 0,
					write(frame) {
						if (leg.readyState === leg.OPEN) {
							leg.send(frame);
						}
					},
					exited() {
						leg.close(1000, 'Bye');
					},
					began(line) {
						commands.push(line);
						moments.notify();
					},
					changed: moments.notify,
				}, 5);
			legs.set(leg, shell);
			leg.on('message', (data, isBinary) => {
				if (!isBinary) {
					shell?.input((data as Buffer).toString());
				}
			});
			moments.notify();
		});
		leg.once('close', () => {
			legs.get(leg)?.close();
			legs.delete(leg);
			moments.notify();
		});
	};

	const methods: Record<string, (query: Query) => void> = {
		agentRegister(query) {
			id = query['id'];
			if (isAnswered) {
				control?.close(1000);
			}

			isAnswered = true;
		},
		startTunnel: openTunnel,
		httpProxy({targetUrl = '', requestId = ''}) {
			targets.push(targetUrl);
			if (options.isMute) {
				return;
			}

			const file = options.files?.[targetUrl] ?? {body: 'error'};
			control?.send(`?method=httpProxy&requestId=${requestId}&responseData=${encodeURIComponent(javaAnswer(file))}`);
		},
	};

	const register = () => {
		isAnswered = false;
		const socket = dial({
			method: 'agentRegister', arthasVersion: version ?? undefined, appName, id,
		});
		control = socket;
		socket.once('open', () => {
			tries.push('open');
			moments.notify();
		});
		socket.once('unexpected-response', (_request, response) => {
			tries.push(response.statusCode ?? 0);
			socket.terminate();
			moments.notify();
		});
		socket.on('ping', () => {
			pings++;
			moments.notify();
		});
		socket.on('message', (data, isBinary) => {
			const frame = (data as Buffer).toString();
			frames.push(frame);
			const query = Object.fromEntries(new URLSearchParams(frame.slice(frame.indexOf('?') + 1)));
			try {
				if (!isBinary) {
					methods[query['method'] ?? '']?.(query);
				}
			} catch {
				socket.close(1000);
			}

			moments.notify();
		});
		socket.once('close', () => {
			if (!isOver) {
				clock.after(options.reconnectMs ?? 20, register);
			}

			moments.notify();
		});
	};

	const end = () => {
		isOver = true;
		control?.terminate();
		for (const leg of legs.keys()) {
			leg.terminate();
		}
	};

	register();
	if (options.connect !== false) {
		await moments.until(() => isAnswered);
	}

	return {
		get id() {
			return id;
		},
		frames, tries, targets,
		get commands() {
			return commands.filter(line => !/^echo [\da-f]{12}$/u.test(line));
		},
		get consoles() {
			return legs.size;
		},
		get streamsRunning() {
			return [...legs.values()].filter(shell => shell?.isStreaming).length;
		},
		get pings() {
			return pings;
		},
		until: moments.until,
		cut() {
			control?.terminate();
		},
		freeze() {
			control?.pause();
		},
		thaw() {
			control?.resume();
		},
		say(frame) {
			control?.send(frame);
		},
		kill: end,
		async [Symbol.asyncDispose]() {
			end();
			clock[Symbol.dispose]();
			moments.end();
			const open = [control, ...legs.keys()].filter(socket => socket && socket.readyState !== socket.CLOSED);
			// Not by `once`, which takes the error of a broken-off handshake for its own.
			await Promise.all(open.map(async socket => new Promise(resolve => {
				socket!.once('close', resolve);
			})));
		},
	};
}
