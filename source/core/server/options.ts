import type {JsonObject} from '../protocol/result.js';
import type {AgentLimits} from './age-agents.js';
import type {Store} from './store.js';

export type Address = {host: string; port: number};

/** PEM texts. */
export type TlsFiles = {cert: string; key: string};

/** What an operator must show on every door that operators use; undefined leaves them open. */
export type Login = {username: string; password: string};

/** Which agents may come in: by token or by address. Stock agents can send nothing, so only their address can tell. */
export type AgentAccess = {
	token?: string | undefined;
	/** An allow-list by address, such as `net.BlockList` read the other way round. */
	allow?: {check(address: string): boolean} | undefined;
};

/** The door for BasicAgents. */
export type HostDoorOptions = {
	/** 0 takes any free one. */
	port?: number | undefined;
	/** Its certificate; plain without one, which only loopback allows. */
	tls?: TlsFiles | undefined;
	/** PEM: only agents with a certificate of this authority may come. */
	ca?: string | undefined;
	/** Where an agent shall go instead, as a comma-separated list of addresses; undefined keeps it here. */
	redirect?: ((agent: {hostname: string; members: JsonObject}) => string | undefined) | undefined;
	/** How often each side says that it is there, ms; 5,000 unless given. An agent that falls silent is given up after four of them. */
	beatMs?: number | undefined;
	/** Told of what agents say without being asked: ends of asynchronous commands and of cron jobs. */
	onPush?: ((agentId: string, message: JsonObject) => void) | undefined;
};

/** The door for stock agents, which dial a tunnel server. */
export type TunnelDoorOptions = {
	/** 7777 unless given, as that of the tunnel server; 0 takes any free one. */
	port?: number | undefined;
	/** How long an agent that came for the first time gets to start its shell before a console is opened; 2,000 ms unless given. */
	settleMs?: number | undefined;
};

export type ServerOptions = {
	/** Interface to bind; loopback unless given. */
	host?: string | undefined;
	/** 0 takes any free one. Defaults are those of the Java server: 8800, 8801, 7700. */
	httpPort?: number | undefined;
	wsPort?: number | undefined;
	grpcPort?: number | undefined;
	login?: Login | undefined;
	agents?: AgentAccess | undefined;
	tls?: TlsFiles | undefined;
	/** Permits an interface other than loopback without a login. */
	insecure?: boolean | undefined;
	/** Only commands that look are let through; the server itself refuses the rest. */
	readOnly?: boolean | undefined;
	/** A door for BasicAgents is opened where this is given. */
	hosts?: HostDoorOptions | undefined;
	/** A door for stock agents is opened where this is given. */
	tunnel?: TunnelDoorOptions | undefined;
	store?: Store | undefined;
	limits?: Partial<AgentLimits> | undefined;
	/** Told of what a person who runs the server wants to see: refused agents, a second one with the same id, floods. */
	onNotice?: ((notice: string) => void) | undefined;
};
