import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import {isTunnelAgent} from '../protocol/tunnel/feature.js';
import type {Access} from './access.js';
import {notAllowed, RequestFailure} from './failure.js';
import {parseTarget, type Target} from './http/target.js';
import {endWith} from './listen.js';
import {TunnelConsole} from './tunnel/tunnel-console.js';
import type {Tunnels} from './tunnel/tunnels.js';
import {Console, type ConsoleContext} from './websocket/console.js';
import {meantAgent} from './websocket/meant-agent.js';

const consolesPerServer = 256;
/** As many as were tried on a real agent, and some. */
const consolesPerAgent = 32;
const maxFrame = 1 << 20;
const farewellMs = 300;

export type WebSocketDoorOptions = ConsoleContext & {access: Access; readOnly: boolean; tunnels: Tunnels};

/** Consoles: text frames of raw terminal output out, `{"action":"read"|"resize",…}` in, unread by the server. */
export class WebSocketDoor {
	readonly #options: WebSocketDoorOptions;
	readonly #server = new WebSocketServer({noServer: true, maxPayload: maxFrame, perMessageDeflate: false});
	readonly #consoles = new Set<Console | TunnelConsole>();
	#isClosing = false;

	constructor(options: WebSocketDoorOptions) {
		this.#options = options;
	}

	readonly upgrade = async (request: IncomingMessage, socket: Duplex, head: Uint8Array): Promise<void> => {
		// An operator may hang up at any moment.
		socket.on('error', () => undefined);
		const target = parseTarget(request.url ?? '/');
		try {
			this.#admit(request, target);
		} catch (error) {
			endWith(socket, error, target.path);
			return;
		}

		const {store} = this.#options;
		const agentId = await meantAgent(store, request.url ?? '');
		const isTunnel = isTunnelAgent(await store.agents.get(agentId) ?? {channelFeatures: []});
		this.#server.handleUpgrade(request, socket, Buffer.from(head), client => {
			const one = isTunnel ? new TunnelConsole(client, agentId, this.#options.tunnels) : new Console(client, agentId, this.#options);
			client.once('close', () => {
				this.#consoles.delete(one);
			});
			void this.#open(one);
		});
	};

	/** Tells every console that the server goes, and waits for their sockets. */
	async shutdown(): Promise<void> {
		this.#isClosing = true;
		const {clients} = this.#server;
		const gone = [...clients].map(async client => new Promise(resolve => {
			client.once('close', resolve);
		}));
		for (const one of this.#consoles) {
			one.close(1012, 'the server is shutting down');
		}

		const cutter = setTimeout(() => {
			for (const client of clients) {
				client.terminate();
			}
		}, farewellMs);
		await Promise.all(gone);
		clearTimeout(cutter);
	}

	#admit(request: IncomingMessage, {parts, query}: Target): void {
		const {access, readOnly} = this.#options;
		access.enter(request);
		if (parts[0] !== 'ws' || query.get('method') !== 'connectArthas') {
			throw new RequestFailure({status: 404, ran: 'no', message: 'consoles are at /ws?method=connectArthas&id=AGENT'});
		}

		if (readOnly) {
			throw notAllowed('a console can do anything; this server only allows looking');
		}
	}

	async #open(one: Console | TunnelConsole): Promise<void> {
		const sameAgent = [...this.#consoles].filter(({agentId}) => agentId === one.agentId).length;
		if (this.#isClosing) {
			one.close(1012, 'the server is shutting down');
		} else if (this.#consoles.size >= consolesPerServer || sameAgent >= consolesPerAgent) {
			one.close(4429, 'too many consoles are open');
		} else {
			this.#consoles.add(one);
			await one.open();
		}
	}
}
