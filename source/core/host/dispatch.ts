import process from 'node:process';
import type {JsonObject, Result} from '../protocol/result.js';
import {callMethod, watchMethod} from './call-method.js';
import type {
	HostAnswer, HostContext, HostMethod, HostPolicy,
} from './method.js';
import {methods as allMethods} from './methods.js';

/** What a command may know about the job that it runs in. */
export type JobContext = Pick<HostContext, 'caller' | 'signal' | 'tell'> & {jobId: number; sessionId: string};

/** The results of one job; the last one is its `status`. Never throws. */
export type HostCommand = (job: JobContext) => AsyncGenerator<Result, void>;

/** The command behind a line; undefined when this host knows none of that name. */
export type Dispatch = (commandLine: string) => HostCommand | undefined;

export type DispatchOptions = {
	agentId: string;
	version: string;
	/** What the agent dialled, `host:port`. */
	server: string;
	allowShell: boolean;
	methods?: readonly HostMethod[];
	/** See `HostContext`. */
	root?: string | undefined;
	policy?: HostPolicy | undefined;
};

/** Its answers become results one after the other; the last one decides how the job ended. */
export type Command = {
	name: string;
	summary: string;
	usage: string;
	run: (args: string, job: JobContext) => AsyncIterable<HostAnswer>;
	/** By named members, where it has some of its own. */
	call?: ((members: JsonObject, job: JobContext) => AsyncIterable<HostAnswer>) | undefined;
};

/** Command lines of an Arthas channel to what this host answers. */
export function createDispatch(options: DispatchOptions): Dispatch {
	const byName = createCommands(options);
	return commandLine => {
		const line = commandLine.trim();
		const name = /^\S*/.exec(line)?.[0] ?? '';
		const command = byName.get(name);
		return command && (job => run(command, line.slice(name.length).trimStart(), job));
	};
}

/**
All that this host answers, by name and alias, for every way in. Beside the methods there are the three Arthas commands
that make sense without a JVM: `version`, `help`, `session`.
*/
export function createCommands(options: DispatchOptions): ReadonlyMap<string, Command> {
	const methods = options.methods ?? allMethods;
	const commands = [...arthasCommands(options), ...asCommands(methods, options)];
	commands.push(helpCommand(commands));
	const byName = new Map(commands.map(command => [command.name, command]));
	for (const {name, aliases = []} of methods) {
		for (const alias of aliases) {
			byName.set(alias, byName.get(name)!);
		}
	}

	return byName;
}

async function * run(command: Command, args: string, job: JobContext): AsyncGenerator<Result, void> {
	const {jobId, signal} = job;
	let last: HostAnswer | undefined;
	for await (const answer of command.run(args, job)) {
		last = answer;
		yield {type: command.name, jobId, ...answer.body};
	}

	const {statusCode = 0, message} = last ?? {};
	// A command that its interrupt ended has not failed by itself, which a reader could not tell from its code.
	yield signal.aborted && (statusCode !== 0 || asksAgain(args))
		? {type: 'status', jobId, statusCode: killedCode}
		: {
			type: 'status', jobId, statusCode, ...(message !== undefined && {message}),
		};
}

/** What Arthas (3.5.6) says of a job that was killed. */
const killedCode = -10;

/** Whether the answers would have gone on: what has ended by itself is done even if the interrupt came a moment later. */
function asksAgain(args: string): boolean {
	return /(?:^|\s)-(?:w|-watch|f(?=\s))/.test(args);
}

function asCommands(methods: readonly HostMethod[], {allowShell, root, policy}: DispatchOptions): Command[] {
	const samples = new Map<string, unknown>();
	return methods.map(method => {
		const {name, summary, usage} = method;
		const context = ({signal, caller, tell}: JobContext) => ({
			signal, caller, tell, allowShell, root, policy, samples, methods,
		});
		return {
			name, summary, usage,
			run: (args, job) => watchMethod(method, args, context(job)),
			call: method.call && (async function * (members, job) {
				yield await callMethod({...method, run: async (_, given) => method.call!(members, given)}, '', context(job));
			}),
		};
	});
}

function arthasCommands({agentId, version, server}: DispatchOptions): Command[] {
	return [
		{
			name: 'version', summary: 'Version of this host agent', usage: '', async * run() {
				yield success({version});
			},
		},
		{
			name: 'session', summary: 'This session, and the process that serves it', usage: '',
			// A client knows a restarted agent by its pid; the field has the name that a JVM's has.
			async * run(_args, {sessionId}) {
				yield success({
					javaPid: process.pid, sessionId, agentId, channelServer: server, tunnelConnected: false,
				});
			},
		},
	];
}

function helpCommand(commands: Command[]): Command {
	return {
		name: 'help', summary: 'This list, or one command in detail', usage: '[name]',
		async * run(args) {
			if (args === '') {
				yield success({commands: commands.map(command => describe(command))});
				return;
			}

			const found = commands.find(({name}) => name === args);
			yield found === undefined
				? {body: {commands: []}, statusCode: -1, message: `${args}: command not found`}
				: success({detailCommand: describe(found)});
		},
	};
}

/** The members of Arthas's own help, so that its readers can show it; `usage` is the line that they know. */
function describe({name, summary, usage}: Command): JsonObject {
	return {
		name, summary, usage: usage === '' ? name : `${name} ${usage}`, arguments: [], options: [],
	};
}

function success(body: JsonObject): HostAnswer {
	return {body, statusCode: 0};
}
