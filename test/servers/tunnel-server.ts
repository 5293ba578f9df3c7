import {createServer} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import {Clock} from './simulation/clock.js';
import {Moments} from './simulation/moments.js';
import {Door, type ReceivedRequest} from './simulation/peer.js';
import {serveConsoles, type Consoles} from './tunnel/consoles.js';
import {answerHttp} from './tunnel/http-side.js';
import type {ScriptedTunnelAgent, TunnelScript} from './tunnel/script.js';

export type {TunnelScript} from './tunnel/script.js';

export type TunnelServer = AsyncDisposable & {
	readonly wsPort: number;
	readonly httpPort: number;
	/** `ws://127.0.0.1:…/ws`, wss with TLS. */
	readonly consoleUrl: string;
	readonly httpUrl: string;
	/** The same as an endpoint of ours, with its HTTP side given where it has a port of its own. */
	readonly endpoint: string;
	/** Every request and upgrade, oldest first. */
	readonly requests: ReceivedRequest[];
	/** Command lines that shells were given, Enter included or not; checks of ours left out. */
	readonly commands: string[];
	readonly consolesOpen: number;
	readonly streamsRunning: number;
	/** The most consoles that were being opened at a time. */
	readonly mostOpening: number;
	readonly sizes: ReadonlyArray<{cols: number; rows: number}>;
	/** Takes an agent away as a killed JVM: consoles close with 1000, the id is gone. */
	kill(id: string): void;
	/** As an older JVM of the same id that was killed: the id is gone, consoles live on. */
	forget(id: string): void;
	register(agent: ScriptedTunnelAgent): void;
	/** Cuts every connection; the server goes on. */
	cutConnections(): void;
	/** Refuses connections until `up()`. */
	down(): Promise<void>;
	up(): Promise<void>;
	until(condition: () => boolean): Promise<void>;
};

const standard: readonly ScriptedTunnelAgent[] = [{id: 'demo_math1'}];

/** The Arthas tunnel server 4.3.4 with agents 4.1.5, as an operator's client meets it. */
export async function startTunnelServer(script: TunnelScript = {}): Promise<TunnelServer> {
	const clock = new Clock();
	const moments = new Moments();
	const requests: ReceivedRequest[] = [];
	const agents = new Map((script.agents ?? standard).map(agent => [agent.id, agent]));
	const find = (id: string) => agents.get(id)?.is === 'ghost' ? undefined : agents.get(id);
	const consoles: Consoles = {
		script, clock, requests, find, open: new Map(), commands: [], opening: new Set(), races: {left: script.enhanceRaces ?? 0}, early: new Set(),
		deafness: new Map(), most: 0, notify: moments.notify,
	};
	const wsPort = () => wsDoor.port;
	const list = () => Object.fromEntries([...agents.values()].filter(({is}) => is !== 'ghost').map(({id, version = '4.1.5'}) => [id, {
		host: '127.0.0.1', port: 60_360, arthasVersion: version, clientConnectHost: '127.0.0.1', clientConnectTunnelPort: wsPort(),
	}]));
	const answer = answerHttp({
		script, requests, agents: list, outputOf: id => find(id)?.output, notify: moments.notify,
	});
	// Whatever is no upgrade has no answer on the port of the consoles.
	const serve = (listener: Parameters<typeof createServer>[1]) => script.tls ? createTlsServer(script.tls, listener) : createServer(listener ?? (() => undefined));
	const wsServer = serve(script.onePort ? answer : () => undefined);
	serveConsoles(wsServer, consoles);
	const wsDoor = await new Door(wsServer, moments.notify).open();
	const httpDoor = script.onePort ? wsDoor : await new Door(serve(answer), moments.notify).open();
	const s = script.tls ? 's' : '';
	const consoleUrl = `ws${s}://127.0.0.1:${wsDoor.port}${script.path ?? '/ws'}`;
	const httpUrl = `http${s}://127.0.0.1:${httpDoor.port}${script.httpPrefix ?? ''}`;
	const doors = new Set([wsDoor, httpDoor]);

	return {
		wsPort: wsDoor.port,
		httpPort: httpDoor.port,
		consoleUrl,
		httpUrl,
		endpoint: `tunnel+${consoleUrl}${script.onePort ? '' : `?http=${httpUrl}`}`,
		requests,
		get commands() {
			return consoles.commands.filter(line => !/^echo [\da-f]{12}$/u.test(line));
		},
		get consolesOpen() {
			return consoles.open.size;
		},
		get streamsRunning() {
			return [...consoles.open.values()].filter(({shell}) => shell.isStreaming).length;
		},
		get mostOpening() {
			return consoles.most;
		},
		get sizes() {
			return [...consoles.open.values()].map(({shell}) => shell.size);
		},
		kill(id) {
			agents.delete(id);
			for (const [socket, one] of consoles.open) {
				if (one.id === id) {
					socket.close(1000, 'Bye');
				}
			}
		},
		forget(id) {
			agents.delete(id);
		},
		register(agent) {
			agents.set(agent.id, agent);
		},
		cutConnections() {
			for (const door of doors) {
				door.cut();
			}
		},
		async down() {
			await Promise.all([...doors].map(async door => door.shut()));
		},
		async up() {
			await Promise.all([...doors].map(async door => door.open()));
		},
		until: moments.until,
		async [Symbol.asyncDispose]() {
			clock[Symbol.dispose]();
			moments.end();
			await Promise.all([...doors].map(async door => door.shut()));
		},
	};
}
