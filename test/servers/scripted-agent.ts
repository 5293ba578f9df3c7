import {
	type ActionRequest, AgentInfo, AgentStatus, ResponseStatus, type ActionResponse, type DeepPartial, type GeneralResult, type HeartbeatResponse, type RegisterResult,
} from '../../source/core/protocol/generated/ArthasService.js';
import {SimulatedAgent} from './java-channel/agent.js';
import type {Exchange} from './java-channel/exchange.js';
import type {JavaChannelScript} from './java-channel/script.js';
import {AgentLink, type StreamName} from './scripted-agent/agent-link.js';
import {tcpRelay, type TcpRelay} from './scripted-agent/tcp-relay.js';
import {Budget} from './simulation/budget.js';
import {Clock} from './simulation/clock.js';
import {Moments} from './simulation/moments.js';

export type Answer = DeepPartial<ActionResponse>;

export type ScriptedAgentOptions = {
	/** `host:port` of the agents' door of a channel server. */
	server: string;
	/** Default `mg1`. */
	agentId?: string;
	/** What it says of itself; the rest is what the recorded agent said. */
	info?: Partial<AgentInfo>;
	/** What it answers to a request; nothing unless given. Ids are filled in. */
	answer?: (request: ActionRequest, agent: ScriptedAgent) => Answer[] | undefined;
	/** Answers as the Java agent 3.5.6 does, by the simulation of it. */
	jvm?: JavaChannelScript;
	token?: string;
	ca?: string;
	/** True: it goes through a wire that can be frozen and cut. */
	wire?: boolean;
	/** Default true: registers and opens everything, with one heartbeat. */
	connect?: boolean;
};

export type ScriptedAgent = AsyncDisposable & {
	readonly agentId: string;
	readonly link: AgentLink;
	readonly wire: TcpRelay;
	readonly jvm: SimulatedAgent;
	/** Every answer to a registration, oldest first. */
	readonly registrations: RegisterResult[];
	readonly requests: ActionRequest[];
	readonly acknowledgements: GeneralResult[];
	readonly beats: HeartbeatResponse[];
	/** Streams that the server ended, or that broke. */
	readonly ended: Array<{stream: StreamName; code: number; details: string}>;
	/** Resolves when the condition holds; it is looked at after everything that comes from the server. */
	until(condition: () => boolean): Promise<void>;
	/** The next request that was not asked for before. */
	nextRequest(): Promise<ActionRequest>;
	send(answer: Answer): boolean;
	/** Numbered results as fast as the server takes them, in one connection. */
	flood(request: ActionRequest, count: number, options?: {bytes?: number; from?: number}): Promise<void>;
	beat(status?: AgentStatus): void;
	/** A new connection as after an error: the same process says OUT_OF_SERVICE, a new one UP. */
	connect(status?: AgentStatus): Promise<RegisterResult>;
};

const recordedInfo = {
	agentVersion: '3.5.6',
	hostname: 'web-1',
	ip: '127.0.0.1',
	osVersion: 'Linux',
	channelServer: '127.0.0.1:7700',
	classPath: '/opt/demo/math-game.jar',
	channelVersion: '1.1.0',
	channelFeatures: ['WebConsole', 'ExecuteCommand'],
};

/** A bare agent that speaks the gRPC side of the channel protocol and does what a test tells it. */
export async function startScriptedAgent(options: ScriptedAgentOptions): Promise<ScriptedAgent> {
	const {server, agentId = 'mg1', info = {}, answer, token, ca} = options;
	const wire = options.wire ? await tcpRelay(server) : undefined;
	const address = wire?.address ?? server;
	const moments = new Moments();
	const clock = new Clock();
	let link: AgentLink | undefined;
	let asked = 0;

	const openLink = (agentStatus: AgentStatus) => new AgentLink({
		address,
		token,
		ca,
		info: AgentInfo.fromPartial({
			...recordedInfo, agentId, agentStatus, ...info,
		}),
		events: {
			request(request) {
				agent.requests.push(request);
				jvm?.handle(request);
				for (const one of answer?.(request, agent) ?? []) {
					agent.send({requestId: request.requestId, sessionId: request.sessionId, ...one});
				}

				moments.notify();
			},
			acknowledged(result) {
				agent.acknowledgements.push(result);
				moments.notify();
			},
			beaten(response) {
				agent.beats.push(response);
				moments.notify();
			},
			ended(stream, {code, details}) {
				agent.ended.push({stream, code, details});
				moments.notify();
			},
		},
	});

	const given = <T>(value: T | undefined, name: string): T => {
		if (value === undefined) {
			throw new Error(`this scripted agent has no ${name}`);
		}

		return value;
	};

	const agent: ScriptedAgent = {
		agentId,
		get link() {
			return given(link, 'link');
		},
		get wire() {
			return given(wire, 'wire');
		},
		get jvm() {
			return given(jvm, 'jvm');
		},
		registrations: [],
		requests: [],
		acknowledgements: [],
		beats: [],
		ended: [],
		until: moments.until,
		async nextRequest() {
			const index = asked++;
			await moments.until(() => agent.requests.length > index);
			return agent.requests[index]!;
		},
		send: response => agent.link.send(response),
		async flood({requestId, sessionId}, count, {bytes = 560, from = 1} = {}) {
			const fill = 'x'.repeat(Math.max(0, bytes - 40));
			for (let number = from; number < from + count; number++) {
				const resultsJson = `[{"jobId":1,"type":"watch","value":${number},"fill":"${fill}"}]`;
				const isTaken = agent.send({
					requestId, sessionId: sessionId || 'flooding', status: ResponseStatus.CONTINUOUS, executeResult: {resultsJson},
				});
				if (!isTaken) {
					await agent.link.drained();
				}
			}
		},
		beat(status = AgentStatus.IN_SERVICE) {
			agent.link.beat(status);
		},
		async connect(status = AgentStatus.OUT_OF_SERVICE) {
			link?.close();
			link = openLink(status);
			const result = await link.register();
			agent.registrations.push(result);
			if (result.status === 0) {
				link.openSubmit();
				const acquired = link.openAcquire();
				link.openHeartbeat();
				agent.beat();
				await acquired;
			}

			moments.notify();
			return result;
		},
		async [Symbol.asyncDispose]() {
			link?.close();
			clock[Symbol.dispose]();
			await wire?.[Symbol.asyncDispose]();
			moments.end();
		},
	};

	const jvm = options.jvm && simulate(agent, options.jvm, clock, moments);
	if (options.connect ?? true) {
		await agent.connect(AgentStatus.UP);
	}

	return agent;
}

/** The simulated agent of the Java channel server, with our connection in the place of that server's exchange. */
function simulate(agent: ScriptedAgent, script: JavaChannelScript, clock: Clock, moments: Moments): SimulatedAgent {
	const exchange = {
		accept(message: ActionResponse) {
			agent.send(message);
			return true;
		},
	};
	return new SimulatedAgent({
		info: {agentId: agent.agentId},
		script,
		exchange: exchange as unknown as Exchange,
		clock,
		budgets: {lateInterrupts: new Budget(script.lateInterrupts), lateAcks: new Budget(script.lateAcks), halfBanners: new Budget(script.halfBanners)},
		changed: moments.notify,
	});
}
