import {writeSync} from 'node:fs';
import process from 'node:process';
import {explain} from '../core/explain.js';
import {excerpt} from '../core/protocol/excerpt.js';
import {version} from '../version.js';
import {safeText} from '../views/safe-text.js';
import type {Command} from './context.js';
import {dropLostTerminalAtExit} from './drop-lost-terminal.js';
import {openOutput, type Output} from './output.js';
import {readArguments, type Arguments} from './read-arguments.js';
import {helpText, type CommandName} from './usage.js';
import {withLanguage} from './with-language.js';
import {usesColor} from './uses-color.js';

/** One file a command, loaded when it is asked for. */
const loaders: Record<CommandName, () => Promise<Command>> = {
	agents: async () => (await import('./agents.js')).agents,
	exec: async () => (await import('./exec.js')).exec,
	console: async () => (await import('./console.js')).console,
	info: async () => (await import('./info.js')).info,
	serve: async () => (await import('./serve.js')).serve,
	host: async () => (await import('./host.js')).host,
	ctl: async () => (await import('./ctl.js')).ctl,
	doctor: async () => (await import('./doctor.js')).doctor,
	cron: async () => (await import('./cron.js')).cron,
	attach: async () => (await import('./attach.js')).attach,
	detach: async () => (await import('./attach.js')).detach,
	plugins: async () => (await import('./plugins.js')).plugins,
	log: async () => (await import('./log.js')).log,
	files: async () => (await import('./files.js')).files,
	metrics: async () => (await import('./metrics.js')).metrics,
	completion: async () => (await import('./completion.js')).completion,
};

const homebound: ReadonlySet<CommandName> = new Set(['serve', 'host', 'ctl', 'attach', 'detach', 'completion'] as const);

/** What connects nowhere that was named, so that no password is fetched for it. */
function isHomebound(command: CommandName | undefined, [action]: readonly string[]): boolean {
	return (command !== undefined && homebound.has(command)) || (command === 'cron' && (action === 'next' || action === 'check'));
}

/** As of a program that SIGPIPE ended, which nobody calls a failure. */
const unreadCode = 141;

/** Runs one command line; the process ends with its exit code. Never a stack trace, unless --debug asks for it. */
export async function main(argv: string[]): Promise<void> {
	dropLostTerminalAtExit();
	const interrupted = endOnSignals(argv.includes('exec') ? 'left at once: the command may still run on its agents\n' : '');
	const output = openOutput(process, () => {
		interrupted.abort();
	});
	const isDebug = argv.includes('--debug');
	tellUnforeseen(output, isDebug);
	try {
		process.exitCode = await run(readArguments(argv), output, interrupted.signal);
	} catch (error) {
		process.exitCode = interrupted.signal.aborted ? 130 : tell(error, output, isDebug);
	}

	const failure = await output.settle();
	if (failure) {
		process.exitCode = failure.code === 'EPIPE' ? unreadCode : tellUnwritten(failure, output);
	}

	// Sockets that other programs keep open must not keep this one alive.
	process.exit();
}

async function run({command, flags, input, wants, isBareWord}: Arguments, {out, err}: Output, interrupted: AbortSignal): Promise<number> {
	if (wants) {
		out(wants === 'help' ? helpText(command) : `${version}\n`);
		return 0;
	}

	const env = withLanguage(process.env, flags.lang);
	const {loadSettings} = await import('./config/load-settings.js');
	const {settings, warnings} = await loadSettings({
		flags, env: process.env, withEndpoints: !isHomebound(command, input) && !(command === 'info' && input.length === 0), isBareWord,
	});
	for (const warning of warnings) {
		err(`${excerpt(warning, 0, 400)}\n`);
	}

	const start = command ? await loaders[command]() : (await import('./home.js')).home;
	const isTerminal = process.stdout.isTTY;
	return start({
		flags, input, settings, env, out, err, interrupted,
		color: usesColor({isTerminal, isPlain: flags.plain ?? false, env: process.env}),
		columns: isTerminal ? process.stdout.columns : 0,
	});
}

function tell(error: unknown, {err}: Output, isDebug: boolean): number {
	const {what, why, todo, exitCode} = explain(error);
	err([excerpt(what, 0, 400), why, excerpt(todo, 0, 400)].filter(line => line !== '').map(line => `${line}\n`).join(''));
	if (isDebug && error instanceof Error) {
		err(safeLines(error.stack));
		err(error.cause instanceof Error ? `caused by ${safeLines(error.cause.stack)}` : '');
	}

	return exitCode;
}

/** A message in a stack may hold what a remote program sent. */
function safeLines(stack = ''): string {
	return stack.split('\n').map(line => `${safeText(line)}\n`).join('');
}

function tellUnwritten({code, message}: NodeJS.ErrnoException, {err}: Output): number {
	err(`the output can't be written: ${code === 'ENOSPC' ? 'the disk is full' : message}\nwhat was printed is not complete\nmake room, or print to somewhere else\n`);
	return 1;
}

/** The first signal asks the command to end what it runs; the second one ends the program. */
function endOnSignals(farewell: string): AbortController {
	const interrupted = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (interrupted.signal.aborted) {
				leave(farewell);
			}

			interrupted.abort();
		});
	}

	return interrupted;
}

/** Nothing is waited for any more, so that the words are written before anything else can happen. */
function leave(farewell: string): never {
	try {
		writeSync(2, farewell);
	} catch {
		// Whoever closed stderr doesn't read.
	}

	process.exit(130);
}

/** What is thrown where nobody waits for it would end in a stack trace. */
function tellUnforeseen(output: Output, isDebug: boolean): void {
	for (const event of ['uncaughtException', 'unhandledRejection']) {
		process.on(event, (error: unknown) => {
			process.exit(tell(error, output, isDebug));
		});
	}
}
