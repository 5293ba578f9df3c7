import {isArthasError} from '../../error.js';
import type {TunnelAgent} from '../../protocol/tunnel-listing.js';
import type {Agent} from '../agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import type {OutputFolder} from '../files/output-folder.js';
import {createSlots} from '../slots.js';
import {createTextSessions, type TextSessions} from '../text/text-sessions.js';
import {findHttpSide, type HttpSide} from '../tunnel/http-side.js';
import type {TunnelListing} from '../tunnel/listing.js';
import {openTunnelConsole} from '../tunnel/open-tunnel-console.js';
import {reachPort} from '../tunnel/reach-port.js';
import {toAgent, type Sighting} from '../tunnel/to-agent.js';
import type {
	Backend, Link, LinkFacts, LinkOptions, WireSession,
} from '../wire.js';

const listMs = 5000;
const portMs = 10_000;
/** So long an agent whose console gave nothing counts as one that answers nothing. */
const muteMs = 60_000;

/** The Arthas tunnel server: consoles of agents that dial out to it, and lists behind switches of its own. */
export const tunnelBackend: Backend = {
	open: (endpoint, options) => new TunnelLink(endpoint, options),
};

class TunnelLink implements Link {
	readonly #endpoint: Endpoint;
	readonly #options: LinkOptions;
	readonly #turn = createSlots(1);
	readonly #texts: TextSessions;
	readonly #heardAt = new Map<string, number>();
	readonly #muteSince = new Map<string, number>();
	#side: HttpSide | undefined;
	#listing: TunnelListing | undefined;

	constructor(endpoint: Endpoint, options: LinkOptions) {
		this.#endpoint = endpoint;
		this.#options = options;
		this.#texts = createTextSessions(async ({id, labels}, size, signal) => this.#open(id, labels, size, signal), options.onSent);
	}

	get facts(): LinkFacts {
		const version = this.#listing?.version;
		return {
			server: version ? `tunnel server ${version}` : 'tunnel server',
			clockOffsetMs: null,
			resultLimit: 1000,
			probeMs: this.#side ? listMs : portMs,
			notes: this.#notes(),
		};
	}

	async greet(signal: AbortSignal): Promise<Agent[]> {
		this.#side ??= await findHttpSide(this.#endpoint, this.#options.maxMessage, signal);
		return this.probe(signal);
	}

	async probe(signal: AbortSignal): Promise<Agent[]> {
		if (!this.#side) {
			await reachPort(this.#endpoint, signal);
			return this.#named().map(id => this.#toAgent(bare(id), {}));
		}

		const {lists} = this.#side;
		this.#listing = await lists.list(signal);
		if (this.#listing.error && this.#listing.sources.length === 0 && this.#named().length === 0) {
			throw this.#listing.error;
		}

		const listed = new Set(this.#listing.agents.map(({id}) => id));
		const others = await Promise.all(this.#named().filter(id => !listed.has(id)).map(async id => this.#toAgent(bare(id), {isKnown: await lists.has(id, signal)})));
		return [...this.#listing.agents.map(agent => this.#toAgent(agent, {})), ...others];
	}

	async openSession(agent: Agent): Promise<WireSession> {
		return this.#texts.open(agent);
	}

	async openConsole({id, labels}: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire> {
		return this.#open(id, labels, size, signal);
	}

	files({id}: Agent): OutputFolder | undefined {
		return this.#side?.files(id);
	}

	async close(): Promise<void> {
		this.#texts.close();
		await this.#side?.lists.close();
	}

	async #open(agentId: string, {tunnelServer}: Agent['labels'], size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire> {
		try {
			const wire = await openTunnelConsole({
				endpoint: this.#endpoint,
				agentId,
				targetServer: this.#endpoint.targetServer ?? tunnelServer?.replace(/:\d+$/u, ''),
				size,
				turn: this.#turn,
				isKnown: async asking => this.#side?.lists.has(agentId, asking) ?? true,
				signal,
			});
			this.#heardAt.set(agentId, Date.now());
			this.#muteSince.delete(agentId);
			return wire;
		} catch (error) {
			if (isArthasError(error) && error.code === 'ERR_TIMEOUT_CONSOLE') {
				this.#muteSince.set(agentId, Date.now());
			}

			throw error;
		}
	}

	#toAgent(agent: TunnelAgent, sighting: Sighting): Agent {
		const mute = this.#muteSince.get(agent.id);
		return toAgent(agent, this.#endpoint.name, {...sighting, heardAt: this.#heardAt.get(agent.id), isMute: mute !== undefined && Date.now() - mute < muteMs});
	}

	#named(): readonly string[] {
		return this.#endpoint.agents ?? [];
	}

	/** Which sources gave the list, and which switch would give more. */
	#notes(): string[] {
		if (!this.#side) {
			return ['its pages were not found, so it lists nothing: give them with ?http=http://host:8080 in the address, or agents by their id with --agent ID'];
		}

		const {sources = [], missing = []} = this.#listing ?? {};
		const from = sources.length > 0 ? [`agents from its ${sources.join(' and its ')}`] : ['it gives no list of agents: name them with --agent ID'];
		return [...from, ...missing];
	}
}

function bare(id: string): TunnelAgent {
	return {
		id, host: null, version: null, connectHost: null, connectPort: null,
	};
}
