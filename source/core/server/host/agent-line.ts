import type {Socket} from 'node:net';
import {isArthasError} from '../../error.js';
import {
	answerLimit, failedAnswer, keepAlive, LineReader, readMessage, writeMessage,
} from '../../protocol/basic-agent.js';
import {AgentStatus, type AgentInfo} from '../../protocol/generated/ArthasService.js';
import type {JsonObject} from '../../protocol/result.js';
import {steadyNow} from '../clock.js';
import {isWelcome} from '../grpc/agent-guard.js';
import type {HostContext} from '../host-door.js';
import type {Delivery} from '../store.js';
import {createRemoteHost, type RemoteHost} from './remote-host.js';

/** Bytes that an agent may leave unread in its connection. */
const mostUnread = 1 << 20;
/** As agents of ours count them, too. */
const mostSilentBeats = 4;
/** The registry is told so often that an agent lives, however much it says. */
const beatMs = 1000;

/** The first line of an agent: who it is, and what it says of itself beyond the document. */
export type Introduction = {hostname: string; members: JsonObject};

/** The connection of one BasicAgent after its `init`, from its registration to its end. */
export class AgentLine {
	readonly peer: string;
	readonly #socket: Socket;
	readonly #context: HostContext;
	readonly #agentId: string;
	readonly #version: string;
	readonly #reader = new LineReader(answerLimit);
	#host: RemoteHost | undefined;
	/** Beats of the door since it was heard last: a server that was busy for long has not listened meanwhile. */
	#silentBeats = 0;
	#beatAt = 0;
	#leave: () => void = () => undefined;

	constructor(socket: Socket, {hostname, members}: Introduction, context: HostContext) {
		this.#socket = socket;
		this.#context = context;
		this.#agentId = hostname;
		this.#version = textOf(members['version']) ?? 'BasicAgent';
		const {remoteAddress = '', remotePort = 0} = socket;
		this.peer = `${remoteAddress}:${remotePort}`;
		socket.on('close', () => {
			this.#leave();
		});
	}

	/** Never there: two machines with one identity don't exist, so that the newest connection of it is the one that lives. */
	async ping(): Promise<boolean> {
		return false;
	}

	cut(): void {
		this.#socket.destroy();
	}

	/** Takes the agent in or tells it why not. */
	async open(members: JsonObject): Promise<void> {
		const {access, notice, registry} = this.#context;
		if (!isWelcome(access, this.peer, textOf(members['token']) ?? '')) {
			notice(`denied ${this.#agentId}`, `host ${this.#agentId} at ${this.peer} is refused: neither its address nor a token lets it in (--allow-agent, ARTHAS_TUI_AGENT_TOKEN)`);
			this.#refuse('permissionDenied', 'this server does not take agents from here');
			return;
		}

		const known = this.#context.hosts.get(this.#agentId);
		const instance = textOf(members['instance']);
		const isSame = known !== undefined && instance !== undefined && known.instance === instance;
		const {isAccepted, message} = await registry.register(this.#info(members, isSame), this);
		if (!isAccepted || this.#socket.destroyed) {
			this.#refuse('busy', message);
			return;
		}

		this.#host = isSame ? known : this.#newHost(instance, members);
		this.#context.hosts.set(this.#agentId, this.#host);
		await this.#serve(this.#host);
	}

	/**
	Says that somebody is here, and asks an agent that says nothing by itself whether it is. One that promised to say it and
	does not any more is cut: its line is broken, and nothing else would tell.
	*/
	beat(): void {
		const {caller, features = []} = this.#host ?? {};
		const isPromised = features.includes('keep-alive');
		this.#silentBeats++;
		if (isPromised && this.#silentBeats > mostSilentBeats) {
			this.#context.notice(`silent ${this.#agentId}`, `host ${this.#agentId} at ${this.peer} is silent, and its connection is given up`);
			this.cut();
			return;
		}

		this.#socket.write(keepAlive);
		if (!isPromised && this.#silentBeats > 1 && caller?.open === 0) {
			caller.call({method: 'getinfo.kernel', params: {}}, () => undefined);
		}
	}

	async #serve(host: RemoteHost): Promise<void> {
		const {registry, store, lines} = this.#context;
		const {caller, handler, features} = host;
		this.#socket.write(writeMessage({method: 'accept', features: ['keep-alive']}));
		const detach = store.requests.attach(this.#agentId, request => {
			const delivery = this.#delivery();
			if (delivery === 'sent') {
				void handler.handle(request);
			}

			return delivery;
		});
		lines.add(this);
		this.#leave = () => {
			lines.delete(this);
			detach();
			registry.detached(this.#agentId, this);
			// A newer connection speaks for it by now, if there is one.
			if (this.#context.speakers.get(host) === this) {
				caller.detach();
			}
		};

		this.#context.speakers.set(host, this);
		await registry.attached(this.#agentId, this);
		caller.attach(line => {
			this.#socket.write(line);
		}, features);
		this.#socket.on('data', (chunk: Uint8Array) => {
			this.#hear(chunk, host);
		}).resume();
		if (this.#socket.destroyed) {
			this.#leave();
		}
	}

	#hear(chunk: Uint8Array, {caller}: RemoteHost): void {
		this.#beat();
		try {
			for (const line of this.#reader.push(chunk)) {
				const message = line.length === 0 ? undefined : readMessage(line);
				if (message && !caller.take(message) && message.kind === 'push') {
					this.#context.onPush?.(this.#agentId, {method: message.method, ...message.members});
				}
			}
		} catch (error) {
			this.#context.notice(`lines ${this.#agentId}`, `host ${this.#agentId} at ${this.peer} is cut: ${isArthasError(error) ? error.message : String(error)}`);
			this.cut();
		}
	}

	#beat(): void {
		const now = steadyNow();
		this.#silentBeats = 0;
		if (now - this.#beatAt >= beatMs) {
			this.#beatAt = now;
			void this.#context.registry.heartbeat({agentId: this.#agentId, agentStatus: AgentStatus.IN_SERVICE, agentVersion: this.#version}, this.peer);
		}
	}

	#delivery(): Delivery {
		if (this.#socket.destroyed || !this.#socket.writable) {
			return 'no-stream';
		}

		return this.#socket.writableLength > mostUnread ? 'full' : 'sent';
	}

	#newHost(instance: string | undefined, {features}: JsonObject): RemoteHost {
		const {store, registry} = this.#context;
		return createRemoteHost({
			agentId: this.#agentId, version: this.#version, instance,
			features: Array.isArray(features) ? features.filter(feature => typeof feature === 'string') : [],
			send(response) {
				store.responses.append(response);
				registry.answered(response.agentId);
			},
		});
	}

	#info({name, os}: JsonObject, isSame: boolean): AgentInfo {
		return {
			agentId: this.#agentId,
			// A process that was here before has jobs to go on with.
			agentStatus: isSame ? AgentStatus.OUT_OF_SERVICE : AgentStatus.UP,
			agentVersion: this.#version,
			hostname: textOf(name) ?? this.#agentId,
			ip: (this.#socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
			osVersion: textOf(os) ?? '',
			appName: 'host',
			channelServer: '',
			classPath: '',
			channelVersion: '',
			channelFeatures: ['ExecuteCommand', 'HostInfo', 'BasicAgent'],
		};
	}

	#refuse(retcode: 'busy' | 'permissionDenied', detail: string): void {
		this.#socket.end(writeMessage(failedAnswer(retcode, detail)), () => {
			this.cut();
		});
	}
}

function textOf(value: JsonObject[string] | undefined): string | undefined {
	return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
}
