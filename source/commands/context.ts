import type {Endpoint} from '../core/client/endpoint.js';

/** Flags as typed, before configuration and environment. Durations are texts such as `10s`. */
export type Flags = {
	server?: string | undefined;
	connect?: string[] | undefined;
	agent?: string[] | undefined;
	on?: string | undefined;
	profile?: string | undefined;
	lang?: string | undefined;
	username?: string | undefined;
	passwordFile?: string | undefined;
	ca?: string | undefined;
	timeout?: string | undefined;
	parallel?: string | undefined;
	follow?: boolean | undefined;
	watch?: boolean | undefined;
	yes?: boolean | undefined;
	readOnly?: boolean | undefined;
	json?: boolean | undefined;
	ndjson?: boolean | undefined;
	csv?: boolean | undefined;
	plain?: boolean | undefined;
	noLoss?: boolean | undefined;
	retryFailed?: string | undefined;
	// `info`
	command?: string | undefined;
	args?: string | undefined;
	every?: string | undefined;
	debug?: boolean | undefined;
	// `serve`
	host?: string | undefined;
	httpPort?: string | undefined;
	wsPort?: string | undefined;
	grpcPort?: string | undefined;
	allowAgent?: string[] | undefined;
	tlsCert?: string | undefined;
	tlsKey?: string | undefined;
	insecure?: boolean | undefined;
	hostAgent?: boolean | undefined;
	// `host`, and the port of `serve` for hosts
	tunnelPort?: string | undefined;
	hostPort?: string | undefined;
	redirect?: string[] | undefined;
	listen?: string | undefined;
	channel?: string | undefined;
	bridge?: string[] | undefined;
	order?: string | undefined;
	allow?: string[] | undefined;
	outputLimit?: string | undefined;
	memoryLimit?: string | undefined;
	log?: string | undefined;
	pidFile?: string | undefined;
	config?: string | undefined;
	install?: boolean | undefined;
	// `cron`
	from?: string | undefined;
	count?: string | undefined;
	tz?: string | undefined;
	schedule?: string | undefined;
	run?: string | undefined;
	user?: string | undefined;
	group?: string | undefined;
	limit?: string | undefined;
	overlap?: string | undefined;
	jitter?: string | undefined;
	// `attach`
	arthasHome?: string | undefined;
	// `log`
	offset?: string | undefined;
	search?: string | undefined;
	// `files`
	output?: string | undefined;
};

/** What flag, environment, profile and default come to, in this order. */
export type Settings = {
	profile: string | undefined;
	/** Empty: a running server of this user, or an embedded one. */
	endpoints: Endpoint[];
	readOnly: boolean;
	/** Ms; undefined lets the command's tier decide. */
	timeoutMs: number | undefined;
	parallel: number;
	/** Bytes of one message. */
	maxMessage: number;
	/** Login and agent token of `serve`; undefined leaves its doors open, which only loopback allows. */
	serve: {username?: string | undefined; password?: string | undefined; agentToken?: string | undefined};
};

/** What a command gets. It prints through `out` and `err` only; its number is the exit code. */
export type CommandContext = {
	flags: Flags;
	/** The words after the command's name. */
	input: string[];
	settings: Settings;
	env: NodeJS.ProcessEnv;
	/** Data, to stdout. */
	out: (text: string) => void;
	/** Words for people, to stderr. */
	err: (text: string) => void;
	/** Whether colour may be used on stdout. */
	color: boolean;
	/** Columns of the terminal, or 0 where stdout is none. */
	columns: number;
	/** Aborted by the first Ctrl-C or SIGTERM. A second one ends the program at once. */
	interrupted: AbortSignal;
};

export type Command = (context: CommandContext) => Promise<number>;
