import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {onTestFinished} from 'vitest';
import {WebSocket} from 'ws';
import type {ChannelServer, ServerOptions} from '../../../../source/core/server/index.js';
import {Moments} from '../../../servers/simulation/moments.js';
import {startScriptedTunnelAgent, type ScriptedTunnelAgentOptions, type ScriptedTunnelStock} from '../../../servers/scripted-tunnel-agent.js';
import {startTestServer} from '../harness.js';

export const prompt = '[arthas@9171]$ ';

/** A server with a tunnel door; agents are believed to have their shells up unless told otherwise. */
export async function startDoor({tunnel, ...options}: ServerOptions = {}): Promise<ChannelServer> {
	const server = await startTestServer({...options, tunnel: {port: 0, settleMs: 0, ...tunnel}});
	onTestFinished(async () => server.close());
	return server;
}

export const doorUrl = ({tunnel}: ChannelServer, path = '/ws') => `ws://127.0.0.1:${tunnel!.port}${path}`;

export async function joinTunnel(server: ChannelServer, options: Partial<ScriptedTunnelAgentOptions> = {}): Promise<ScriptedTunnelStock> {
	const agent = await startScriptedTunnelAgent({url: doorUrl(server), ...options});
	onTestFinished(async () => agent[Symbol.asyncDispose]());
	return agent;
}

export type OperatorConsole = {
	readonly socket: WebSocket;
	readonly output: string;
	readonly closed: string | undefined;
	/** The status that the handshake was refused with. */
	readonly refused: number | undefined;
	type(data: string): void;
	until(condition: () => boolean): Promise<void>;
	/** Resolves with how it ended: code and reason. */
	untilClosed(): Promise<string>;
	/** Resolves when so many prompts have been shown. */
	untilPrompt(count?: number): Promise<void>;
};

/** A console as any client opens it, on the tunnel door. */
export function openConsole(url: string, headers: Record<string, string> = {}): OperatorConsole {
	const socket = new WebSocket(url, {headers});
	const moments = new Moments();
	const frames: string[] = [];
	let prompts = 0;
	let closed: string | undefined;
	let refused: number | undefined;
	socket.on('error', () => undefined);
	socket.on('message', data => {
		const frame = (data as Buffer).toString();
		frames.push(frame);
		prompts += frame === prompt ? 1 : 0;
		moments.notify();
	});
	socket.on('unexpected-response', (_request, response) => {
		refused = response.statusCode;
		socket.terminate();
		moments.notify();
	});
	socket.on('close', (code, reason) => {
		closed = `${code} ${reason.toString()}`;
		moments.notify();
	});
	onTestFinished(() => {
		socket.terminate();
	});
	return {
		socket,
		get output() {
			return frames.join('');
		},
		get closed() {
			return closed;
		},
		get refused() {
			return refused;
		},
		type(data) {
			socket.send(JSON.stringify({action: 'read', data}));
		},
		until: moments.until,
		async untilClosed() {
			await moments.until(() => closed !== undefined);
			return closed!;
		},
		async untilPrompt(count = 1) {
			await moments.until(() => prompts >= count);
		},
	};
}

export const consoleOf = (server: ChannelServer, id: string, headers?: Record<string, string>) => openConsole(`${doorUrl(server)}?method=connectArthas&id=${id}`, headers);

export const opened = async ({socket}: OperatorConsole) => once(socket, 'open');
