import type {BackendKind} from './endpoint.js';

export type AgentKind = 'jvm' | 'host' | 'monitor';
export type AgentStatus = 'up' | 'out' | 'down';

/** One JVM or host as last reported. A new object comes with each change. */
export type Agent = {
	/** `<connection name>/<id>`: stable over restarts of both sides; what logs and commands store. */
	ref: string;
	/** The id on its server. An empty one is legal there and can't be addressed. */
	id: string;
	name: string;
	kind: AgentKind;
	via: BackendKind;
	/** Whether answers are JSON results or terminal text. */
	results: 'structured' | 'text';
	app: string | null;
	status: AgentStatus;
	/** The server's own word where it is not one of ours. */
	statusText: string;
	host: string | null;
	ip: string | null;
	/** Of Arthas, or of our host agent. */
	version: string | null;
	/** Epoch ms of the last sign of life, in this machine's clock; null when never seen. */
	lastSeen: number | null;
	labels: Record<string, string>;
	/** Name of the connection. */
	server: string;
	/** Changes when the agent registers again; a running stream may have a gap then. */
	registeredAt: number | null;
	/** The same for as long as it is the same process, however often that registers; undefined where nobody says. */
	process?: string | undefined;
};
