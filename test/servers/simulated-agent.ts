import {ArthasError} from '../../source/core/error.js';
import {ChannelLink} from '../../source/core/host/channel-link.js';
import {AgentStatus, AgentInfo, type ActionResponse} from '../../source/core/protocol/generated/ArthasService.js';
import {SimulatedAgent} from './java-channel/agent.js';
import type {Exchange} from './java-channel/exchange.js';
import type {AgentScript, JavaChannelScript} from './java-channel/script.js';
import {Budget} from './simulation/budget.js';
import {Clock} from './simulation/clock.js';
import {Moments} from './simulation/moments.js';

export type GrpcAgent = AsyncDisposable & {
	/** What it does, as behind the scripted Java server. */
	readonly agent: SimulatedAgent;
	/** Lets every running stream make so many results now, default 1. */
	emit(count?: number): void;
	until(condition: () => boolean): Promise<void>;
	/** Breaks its connection as an agent that has a stream error: what it says meanwhile is lost. */
	disconnect(): void;
	/** Registers, and resolves when the first heartbeat was accepted. `isNew`: as another process would. */
	connect(isNew?: boolean): Promise<void>;
};

/** A simulated Java agent 3.5.6 that dials a real channel server, `host:port`, over real gRPC. */
export async function startSimulatedAgent(server: string, script: Omit<JavaChannelScript, 'agents'> & {info?: AgentScript} = {}): Promise<GrpcAgent> {
	const clock = new Clock();
	const moments = new Moments();
	let link: ChannelLink | undefined;
	const exchange = {
		accept(response: ActionResponse) {
			link?.write(response);
			return true;
		},
	} as unknown as Exchange;
	const agent = new SimulatedAgent({
		info: script.info ?? {agentId: 'mg1'}, script, exchange, clock, changed: moments.notify,
		budgets: {lateInterrupts: new Budget(script.lateInterrupts), lateAcks: new Budget(script.lateAcks), halfBanners: new Budget(script.halfBanners)},
	});

	const disconnect = () => {
		const last = link;
		link = undefined;
		last?.end(new ArthasError('ERR_CLOSED', 'the simulated agent hung up'));
	};

	const connect = async (isNew = false) => new Promise<void>((resolve, reject) => {
		const {agentVersion, hostname, ip, osVersion, appName, channelServer, classPath, channelVersion, channelFeatures} = agent.describe();
		const opened = new ChannelLink({
			server,
			info: AgentInfo.fromPartial({
				agentId: agent.agentId, agentVersion, hostname, ip, osVersion, appName, channelServer, classPath, channelVersion, channelFeatures,
				agentStatus: isNew ? AgentStatus.UP : AgentStatus.OUT_OF_SERVICE,
			}),
			heartbeatMs: 5000,
			onRequest(request) {
				agent.handle(request);
			},
			onOpen() {
				link = opened;
			},
			onHeartbeat: resolve,
			onDrain: () => undefined,
			onEnd(reason) {
				link = undefined;
				moments.notify();
				reject(reason);
			},
		});
	});

	await connect(true);
	return {
		agent,
		disconnect,
		connect,
		until: moments.until,
		emit(count = 1) {
			agent.jvm.emit(count);
		},
		async [Symbol.asyncDispose]() {
			disconnect();
			clock[Symbol.dispose]();
			moments.end();
		},
	};
}
