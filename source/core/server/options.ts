import type {Store} from './store.js';
import type {RegistryLimits} from './registry.js';

export type Address = {host: string; port: number};

/** PEM texts. */
export type TlsFiles = {cert: string; key: string};

/** What an operator must show on every door that operators use; undefined leaves them open. */
export type Login = {username: string; password: string};

/** Which agents may come in. Stock agents can send nothing, so only their address can tell. */
export type AgentAccess = {
	token?: string | undefined;
	/** An allow-list by address, such as `net.BlockList` read the other way round. */
	allow?: {check(address: string): boolean} | undefined;
};

export type ServerOptions = {
	/** Interface to bind; loopback unless given. */
	host?: string | undefined;
	/** 0 takes any free port. Defaults are those of the Java server: 8800, 8801, 7700. */
	httpPort?: number | undefined;
	wsPort?: number | undefined;
	grpcPort?: number | undefined;
	login?: Login | undefined;
	agents?: AgentAccess | undefined;
	tls?: TlsFiles | undefined;
	/** Permits an interface other than loopback without a login. */
	insecure?: boolean | undefined;
	/** Commands above this tier are refused by the server itself. */
	readOnly?: boolean | undefined;
	store?: Store | undefined;
	registry?: Partial<RegistryLimits> | undefined;
	/** Told of things that a person who runs the server wants to see: refused agents, policy, floods. */
	onNotice?: ((notice: string) => void) | undefined;
};
