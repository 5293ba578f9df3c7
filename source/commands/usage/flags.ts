import type {CommandName} from './commands.js';

export type FlagRow = {
	/** As typed, without the two dashes. */
	name: string;
	short?: string;
	kind: 'boolean' | 'string' | 'strings';
	/** What the value is called in the help; a FILE is completed as one. */
	value?: string;
	/** True where the flag is on unless `--no-…` is typed. */
	isOnByDefault?: true;
	summary: string;
	commands: 'all' | readonly CommandName[];
};

const clients = ['agents', 'exec', 'console', 'info', 'doctor', 'cron', 'plugins', 'log', 'files', 'metrics'] as const;

export const flags: readonly FlagRow[] = [
	{
		name: 'server', short: 's', kind: 'string', value: 'HOST:PORT', summary: 'channel server to use; of host the server of BasicAgents', commands: [...clients, 'host'],
	},
	{
		name: 'connect', short: 'c', kind: 'strings', value: 'ADDRESS', summary: 'channel+http://host:8800, or with arthas+http, tunnel+ws, host+tls, loda+http; may be repeated', commands: clients,
	},
	{
		name: 'agent', kind: 'strings', value: 'ID', summary: 'id of an agent that a tunnel server doesn\'t list; may be repeated', commands: clients,
	},
	{
		name: 'profile', kind: 'string', value: 'NAME', summary: 'profile of the config file', commands: 'all',
	},
	{
		name: 'lang', kind: 'string', value: 'LANGUAGE', summary: 'en or zh, for the screen and for schedules in words; else that of screen.json or the locale', commands: 'all',
	},
	{
		name: 'username', kind: 'string', value: 'NAME', summary: 'login; the password comes from a file, a command or ARTHAS_TUI_PASSWORD', commands: clients,
	},
	{
		name: 'password-file', kind: 'string', value: 'FILE', summary: 'file that only you can read, with the password', commands: clients,
	},
	{
		name: 'ca', kind: 'string', value: 'FILE', summary: 'certificate authority to trust, PEM', commands: [...clients, 'host'],
	},
	{
		name: 'timeout', kind: 'string', value: 'TIME', summary: 'such as 10s, 5m, 500ms', commands: clients,
	},
	{
		name: 'read-only', kind: 'boolean', summary: 'refuse everything but looking', commands: 'all',
	},
	{
		name: 'on', short: 'o', kind: 'string', value: 'EXPRESSION', summary: 'agents to run on: an id, app=order, \'host~^web up\', self',
		commands: ['exec', 'cron', 'plugins', 'log', 'files', 'metrics'],
	},
	{
		name: 'follow', short: 'f', kind: 'boolean', summary: 'print results while they come; of host: alone, dial config.cargo.com', commands: ['exec', 'host', 'log'],
	},
	{
		name: 'yes', short: 'y', kind: 'boolean', summary: 'run a command that does more than look without asking', commands: ['exec', 'cron', 'attach', 'detach', 'plugins', 'files', 'metrics'],
	},
	{
		name: 'arthas-home', kind: 'string', value: 'PATH', summary: 'the folder or the zip of Arthas', commands: ['attach'],
	},
	{
		name: 'parallel', kind: 'string', value: 'COUNT', summary: 'agents at a time; of host: commands', commands: ['exec', 'host'],
	},
	{
		name: 'no-loss', kind: 'boolean', summary: 'exit with 1 when results were lost', commands: ['exec'],
	},
	{
		name: 'retry-failed', kind: 'string', value: 'FILE', summary: 'run only where an earlier exec --json, saved in this file, failed', commands: ['exec'],
	},
	{
		name: 'watch', kind: 'boolean', summary: 'keep on and print changes', commands: ['agents'],
	},
	{
		name: 'command', short: 'c', kind: 'string', value: 'METHOD', summary: 'what to ask for: getinfo.users, or just users; getinfo.os unless given', commands: ['info'],
	},
	{
		name: 'args', short: 'a', kind: 'string', value: 'OPTIONS', summary: 'options of that method in quotes, such as \'-U root\'', commands: ['info'],
	},
	{
		name: 'every', kind: 'string', value: 'SECONDS', summary: 'keep on and ask again after so many; --watch SECONDS of info is the same', commands: ['info', 'metrics'],
	},
	{
		name: 'json', kind: 'boolean', summary: 'one JSON value', commands: ['agents', 'exec', 'info', 'serve', 'doctor', 'cron', 'attach', 'detach', 'plugins', 'log', 'files', 'metrics'],
	},
	{
		name: 'ndjson', kind: 'boolean', summary: 'a JSON line per event', commands: ['agents', 'exec'],
	},
	{
		name: 'csv', kind: 'boolean', summary: 'comma-separated values', commands: ['agents', 'exec'],
	},
	{
		name: 'plain', kind: 'boolean', summary: 'text without colour', commands: ['agents', 'exec', 'info', 'doctor', 'cron', 'attach', 'detach', 'plugins', 'log', 'files', 'metrics'],
	},
	{
		name: 'from', kind: 'string', value: 'INSTANT', summary: 'runs after this instant, such as 2026-02-14T10:00:00Z; now unless given', commands: ['cron'],
	},
	{
		name: 'count', kind: 'string', value: 'COUNT', summary: 'runs to print; 5 unless given', commands: ['cron'],
	},
	{
		name: 'tz', kind: 'string', value: 'ZONE', summary: 'time zone such as Asia/Shanghai; that of this machine, or of a job\'s host, unless given', commands: ['cron'],
	},
	{
		name: 'schedule', kind: 'string', value: 'SCHEDULE', summary: 'when a job runs: six fields', commands: ['cron'],
	},
	{
		name: 'run', kind: 'string', value: 'COMMAND', summary: 'what a job runs, with bash', commands: ['cron'],
	},
	{
		name: 'user', kind: 'string', value: 'NAME', summary: 'whose rights a job gets; those of the agent unless given', commands: ['cron'],
	},
	{
		name: 'group', kind: 'string', value: 'NAME', summary: 'the group of a job', commands: ['cron'],
	},
	{
		name: 'limit', kind: 'string', value: 'TIME', summary: 'how long a run may take; 120s unless given, of plug-ins 10s', commands: ['cron', 'host', 'plugins'],
	},
	{
		name: 'overlap', kind: 'string', value: 'POLICY', summary: 'skip, queue or kill, where the run before still goes on; skip unless given', commands: ['cron'],
	},
	{
		name: 'jitter', kind: 'string', value: 'TIME', summary: 'begin later by up to this, on each host by something else', commands: ['cron'],
	},
	{
		name: 'offset', kind: 'string', value: 'BYTES', summary: 'read from there on, 0 for all of it', commands: ['log'],
	},
	{
		name: 'search', kind: 'string', value: 'TEXT', summary: 'only the lines with it; /…/ is a regular expression', commands: ['log'],
	},
	{
		name: 'output', kind: 'string', value: 'DIR', summary: 'where files come; the folder you are in unless given', commands: ['files'],
	},
	{
		name: 'host', kind: 'string', value: 'ADDRESS', summary: 'interface to listen on; 127.0.0.1 unless given', commands: ['serve'],
	},
	{
		name: 'http-port', kind: 'string', value: 'PORT', summary: 'for operators; 8800 unless given, 0 takes a free one', commands: ['serve'],
	},
	{
		name: 'ws-port', kind: 'string', value: 'PORT', summary: 'for consoles; 8801 unless given', commands: ['serve'],
	},
	{
		name: 'grpc-port', kind: 'string', value: 'PORT', summary: 'for agents; 7700 unless given', commands: ['serve'],
	},
	{
		name: 'tunnel-port', kind: 'string', value: 'PORT', summary: 'for stock agents, as a tunnel server; 7777 unless given', commands: ['serve'],
	},
	{
		name: 'allow-agent', kind: 'strings', value: 'ADDRESS', summary: 'address or network agents may come from; may be repeated', commands: ['serve'],
	},
	{
		name: 'tls-cert', kind: 'string', value: 'FILE', summary: 'certificate for all ports, PEM; of a client the one that a host agent asks for', commands: [...clients, 'serve', 'host'],
	},
	{
		name: 'tls-key', kind: 'string', value: 'FILE', summary: 'its key, PEM', commands: [...clients, 'serve', 'host'],
	},
	{
		name: 'host-port', kind: 'string', value: 'PORT', summary: 'for BasicAgents; one above that for agents unless given', commands: ['serve'],
	},
	{
		name: 'redirect', kind: 'strings', value: 'SERVERS', summary: 'spread BasicAgents over these, this one marked by =, such as =a:7701,b:7701', commands: ['serve'],
	},
	{
		name: 'listen', kind: 'string', value: 'ADDRESS', summary: 'be asked directly here, such as 127.0.0.1:7702', commands: ['host'],
	},
	{
		name: 'channel', kind: 'string', value: 'HOST:PORT', summary: 'register at a channel server, too; with TLS as tls://HOST:PORT', commands: ['host'],
	},
	{
		name: 'bridge', kind: 'strings', value: 'WHICH', summary: 'make JVMs agents there: auto for those of this host, or addresses of Arthas; may be repeated', commands: ['host'],
	},
	{
		name: 'order', kind: 'string', value: 'ORDER', summary: 'tls from the first byte, starttls after init, or plain on this machine', commands: ['host'],
	},
	{
		name: 'allow', kind: 'strings', value: 'WHAT', summary: 'bash, bash=LIST of command lines, logs=PATHS; may be repeated', commands: ['host'],
	},
	{
		name: 'output-limit', kind: 'string', value: 'BYTES', summary: 'kept of what a command prints; 65536 unless given', commands: ['host'],
	},
	{
		name: 'memory-limit', kind: 'string', value: 'MIB', summary: 'address space of a command', commands: ['host'],
	},
	{
		name: 'log', short: 'L', kind: 'string', value: 'FILE', summary: 'log lines of JSON go there', commands: ['host'],
	},
	{
		name: 'pid-file', short: 'P', kind: 'string', value: 'FILE', summary: 'the process id, while it runs', commands: ['host'],
	},
	{
		name: 'config', kind: 'string', value: 'FILE', summary: 'more flags, as a JSON object', commands: ['host'],
	},
	{
		name: 'install', kind: 'boolean', summary: 'print a systemd unit for this command line, and write nothing', commands: ['host'],
	},
	{
		name: 'insecure', kind: 'boolean', summary: 'listen beyond this machine without a login', commands: ['serve'],
	},
	{
		name: 'host-agent', kind: 'boolean', isOnByDefault: true, summary: 'join this host as an agent', commands: ['serve'],
	},
	{
		name: 'debug', kind: 'boolean', summary: 'show stack traces', commands: 'all',
	},
	{
		name: 'help', short: 'h', kind: 'boolean', summary: 'show this help', commands: 'all',
	},
	{
		name: 'version', short: 'V', kind: 'boolean', summary: 'show the version', commands: 'all',
	},
];

/** The flags that a command knows; without a command those of all. A letter that two of them have belongs to the one that is the command's alone. */
export function flagsOf(command?: CommandName): FlagRow[] {
	const known = flags.filter(flag => command === undefined || flag.commands === 'all' || flag.commands.includes(command));
	const own = known.filter(flag => command !== undefined && flag.commands.length === 1);
	return known.map(flag => own.some(({name, short}) => name !== flag.name && short !== undefined && short === flag.short) ? withoutShort(flag) : flag);
}

function withoutShort({short, ...flag}: FlagRow): FlagRow {
	return flag;
}

/** How a flag is typed: `--ca`, or `--no-host-agent` for one that is on by default. */
export function typedName({name, isOnByDefault}: FlagRow): string {
	return `--${isOnByDefault ? 'no-' : ''}${name}`;
}
