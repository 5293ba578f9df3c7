/** What may stand in a profile and, as a default for all, at the top of the config file. */
export type ProfileConfig = {
	/** `host:8800` of a channel server. */
	server?: string;
	connect?: string[];
	/** Ids of agents that a tunnel server doesn't list. */
	agents?: string[];
	username?: string;
	/** A command line for `sh`; the first line that it prints is the password. */
	passwordCommand?: string;
	passwordFile?: string;
	/** A PEM file. */
	ca?: string;
	readOnly?: boolean;
	/** Such as `10s`. */
	timeout?: string;
	parallel?: number;
	/** Where consoles are dialled, when it is not the usual place. */
	consoleUrl?: string;
};

export type Config = ProfileConfig & {
	/** Bytes of one message. */
	maxMessage?: number;
	/** Each is a ProfileConfig once it is checked, which it is when it is used. */
	profiles?: Record<string, unknown>;
};

export type ConfigKind = 'text' | 'texts' | 'yes or no' | 'time' | 'count' | 'bytes';

export const profileKeys: Readonly<Record<string, ConfigKind>> = {
	server: 'text',
	connect: 'texts',
	agents: 'texts',
	username: 'text',
	passwordCommand: 'text',
	passwordFile: 'text',
	ca: 'text',
	readOnly: 'yes or no',
	timeout: 'time',
	parallel: 'count',
	consoleUrl: 'text',
};

/** Beside `profiles`. */
export const topKeys: Readonly<Record<string, ConfigKind>> = {...profileKeys, maxMessage: 'bytes'};
