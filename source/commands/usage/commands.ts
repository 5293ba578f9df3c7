export type CommandName = 'agents' | 'exec' | 'console' | 'serve' | 'info' | 'host' | 'ctl' | 'doctor' | 'cron' | 'attach' | 'detach' | 'plugins' | 'log' | 'files' | 'metrics' | 'completion';

/** What can be done about plug-ins of monitoring agents. */
export const pluginActions = ['ls', 'run', 'update', 'enable', 'disable', 'pull'] as const;

/** What can be done about files that Arthas wrote. */
export const fileActions = ['ls', 'get'] as const;

/** What can be done about schedules. */
export const cronActions = ['ls', 'next', 'check', 'add', 'edit', 'rm', 'run', 'enable', 'disable', 'history'] as const;

export type CommandRow = {
	name: CommandName;
	/** What stands after the name: words in brackets may be left out. */
	input: string;
	summary: string;
	/** What the input can be, where that is a fixed list. */
	choices?: readonly string[];
	/** What the flags don't say. */
	notes?: readonly string[];
	examples: readonly string[];
};

/** The one table that help, completion and the reading of flags come from. */
export const commands: readonly CommandRow[] = [
	{
		name: 'agents', input: '[EXPRESSION]', summary: 'list the JVMs and hosts in reach',
		examples: ['arthas-tui agents --server localhost:8800', 'arthas-tui agents \'app=order up\' --watch'],
	},
	{
		name: 'exec', input: 'COMMAND', summary: 'run a command on one agent or many',
		examples: ['arthas-tui exec --on self getinfo.kernel', 'arthas-tui exec --on app=order \'watch demo.MathGame primeFactors -n 5\' --follow'],
	},
	{
		name: 'console', input: '[AGENT]', summary: 'open the terminal of an agent, like ssh; ~. leaves',
		examples: ['arthas-tui console order-7'],
	},
	{
		name: 'info', input: '[AGENT...]', summary: 'say what hosts are made of and do; without an agent this host',
		notes: ['-c methods lists what can be asked, with the options that -a takes. In a script --json prints the bare data.'],
		examples: ['arthas-tui info -c processes -a \'-s memory -n 5\'', 'arthas-tui info web-1 web-2 -c getinfo.users -a \'-U root\'', 'arthas-tui info -c load --watch 2'],
	},
	{
		name: 'serve', input: '', summary: 'run a channel server that agents and operators dial',
		notes: [
			'Its login comes from ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD or ARTHAS_TUI_SERVE_PASSWORD_FILE,',
			'the token that agents show from ARTHAS_TUI_AGENT_TOKEN or ARTHAS_TUI_AGENT_TOKEN_FILE.',
			'Its own flags can come from ARTHAS_TUI_SERVE_HOST, ARTHAS_TUI_SERVE_HTTP_PORT and so on.',
		],
		examples: ['arthas-tui serve', 'arthas-tui serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem'],
	},
	{
		name: 'host', input: '', summary: 'make this host an agent that a server or you can ask',
		notes: [
			'One address at least says who may ask it: with --listen it is asked directly, with --channel it registers at a channel server,',
			'with --server it dials a server of BasicAgents; -f alone dials theirs, config.cargo.com port 7701, in the foreground as ever.',
			'Whoever asks may look; commands run where --allow says so. ctl reaches it by a socket that only its user can use.',
			'--bridge auto registers there, each by itself, the JVMs of this host whose Arthas listens, so that one server reaches them all.',
			'--config FILE has the same flags as a JSON object. It is read again at SIGHUP, and so are certificates.',
		],
		examples: [
			'arthas-tui host --server config.example:7701 --ca ca.pem',
			'arthas-tui host --listen 127.0.0.1 --allow \'bash=uptime,systemctl status *\'',
			'arthas-tui host --channel channel.example:7700 --bridge auto',
			'arthas-tui host --server config.example --install > /etc/systemd/system/arthas-tui-host.service',
		],
	},
	{
		name: 'ctl', input: 'METHOD', summary: 'ask the host agent of this user, and print the JSON of its answer',
		examples: ['arthas-tui ctl \'getinfo.users -U root\'', 'arthas-tui ctl \'sync.bash uptime\''],
	},
	{
		name: 'doctor', input: '[ADDRESS]', summary: 'say step by step what works and what doesn\'t',
		examples: ['arthas-tui doctor', 'arthas-tui doctor arthas+http://10.0.0.7:8563'],
	},
	{
		name: 'cron', input: 'ACTION [NAME|SCHEDULE]', summary: 'jobs of hosts, and schedules of six fields: second minute hour day month weekday', choices: cronActions,
		notes: [
			'next prints the next runs of a schedule, check says it in words, or what is wrong with it; both need no host.',
			'The others are about jobs by name. What changes a host is shown first, with the next five runs, and needs a yes or --yes.',
			'Five fields are a line of a crontab. L, LW and 15W go for days, FRIL and FRI#2 for weekdays, 23-7/2 wraps around.',
			'Where clocks change, a schedule for every hour keeps to the time that passes; any other runs once for each of its times.',
		],
		examples: [
			'arthas-tui cron next \'0 0/30 8-10 * * *\' --tz Europe/Berlin --count 3',
			'arthas-tui cron check \'0 0 23-7/2,8 * * *\'',
			'arthas-tui cron add backup --on web-1 --schedule \'0 0 6 * * *\' --run /opt/backup',
		],
	},
	{
		name: 'attach', input: '[PID]', summary: 'put Arthas into a JVM of this host, which you have in your lists then; without a PID list them',
		notes: [
			'Your serve, your screen and your commands list it from then on. It listens on a free port of 127.0.0.1, with a password that',
			'only you can read. No JDK is needed. Arthas is taken from --arthas-home or ARTHAS_HOME (a folder or Arthas\'s zip),',
			'~/.arthas/lib, or the zip that Maven has fetched. It stays in the JVM until detach.',
		],
		examples: ['arthas-tui attach', 'arthas-tui attach 4711 --arthas-home arthas-packaging-4.1.5-bin.zip --yes'],
	},
	{
		name: 'detach', input: '[PID]', summary: 'end what attach began; without a PID list it',
		examples: ['arthas-tui detach 4711'],
	},
	{
		name: 'plugins', input: 'ACTION [NAMESPACE REPOSITORY] [PARAMETER...]', summary: 'plug-ins of monitoring agents, which run scripts on their hosts', choices: pluginActions,
		notes: [
			'A repository is written as ops/disk or in full, git@git.example.org:ops/disk.git; the registry must have it for this host.',
			'ls lists those that run in cycles; the agent keeps the others to itself. A run tells how it ended and never what it printed,',
			'what it measures is thrown away, and it runs where the plug-in is disabled, too. A disabled one is enabled again after a day.',
			'pull lets the agent ask its registry now. All but ls is shown first and needs a yes or --yes.',
		],
		examples: ['arthas-tui plugins ls --connect loda+http://web-1:1232', 'arthas-tui plugins run web.shop.loda ops/disk --limit 30s --connect loda+http://web-1:1232'],
	},
	{
		name: 'log', input: 'PATH', summary: 'read and follow a log of a host',
		notes: [
			'A host agent shows the files that its --allow logs=PATHS names. Without --offset it is the end of the file.',
			'Nothing is lost or doubled over lost connections and rotations without a word about it on stderr.',
			'Of a monitoring agent it is tried, and where that can\'t, as none so far can, the host agent of the same machine is asked.',
		],
		examples: ['arthas-tui log /var/log/shop/app.log --on web-1 --follow', 'arthas-tui log /var/log/shop/app.log --on web-1 --offset 0 --search \'/ERROR|WARN/\''],
	},
	{
		name: 'files', input: 'ACTION [NAME...]', summary: 'flame graphs, heap dumps and what else Arthas wrote on the host of a JVM', choices: fileActions,
		notes: [
			'ls lists the folder arthas-output of the JVM, or one below it; only what lies there can be fetched. get brings files here.',
			'Nothing is overwritten. What broke off is gone on with where the server can; Arthas itself (4.1.5) can\'t, and begins anew.',
			'Through a tunnel the JVM holds several copies of a file in its memory: above 1 MiB it needs a yes or --yes, above 10 MiB (of a',
			'stock tunnel server 6.5 MiB) nothing comes. Straight, by arthas+http, any size does. --timeout is how long no byte may come.',
			'A channel server carries no files: of a JVM that a host bridges there it says at which port of which host they can be had.',
		],
		examples: ['arthas-tui files ls --on order-7', 'arthas-tui files get app.hprof --connect arthas+http://127.0.0.1:8563 --output /tmp'],
	},
	{
		name: 'metrics', input: '[post [NAMESPACE] JSON|NAME=VALUE...]', summary: 'what monitoring agents measure of their network, and figures for them',
		notes: [
			'Without words it prints the traffic, with --every SECONDS again and again with its course.',
			'post sends figures, which the agent calls RUN.NAME; -f before a namespace is for one that the host is not in.',
		],
		examples: ['arthas-tui metrics --every 10 --connect loda+http://web-1:1232', 'arthas-tui metrics post web.shop.loda queue.length=3 --connect loda+http://web-1:1232'],
	},
	{
		name: 'completion', input: 'SHELL', summary: 'print a completion script', choices: ['bash', 'zsh', 'fish'],
		examples: ['source <(arthas-tui completion bash)'],
	},
];
