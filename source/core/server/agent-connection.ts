/** The connection that an agent came by, as far as the rules about agents need it. */
export type AgentConnection = {
	/** `ip:port`, unique among the connections that are open. */
	readonly peer: string;
	/** Whether the other end answers a PING within `limitMs`; undefined when that can't be found out. */
	ping(limitMs: number): Promise<boolean | undefined>;
	/** Ends it with all its streams. */
	cut(): void;
};
