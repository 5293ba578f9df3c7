import process from 'node:process';
import meow from 'meow';
import {ArthasError} from '../core/error.js';
import {explain} from '../core/explain.js';
import {excerpt} from '../core/protocol/excerpt.js';
import {version} from '../version.js';
import type {Command, CommandContext, Flags} from './context.js';
import {
	commands, helpText, meowFlags, readFlags,
} from './usage.js';

/** One file a command, loaded when it is asked for. */
const loaders: Record<string, () => Promise<Command>> = {
	agents: async () => (await import('./agents.js')).agents,
	exec: async () => (await import('./exec.js')).exec,
	console: async () => (await import('./console.js')).console,
	serve: async () => (await import('./serve.js')).serve,
	doctor: async () => (await import('./doctor.js')).doctor,
	completion: async () => (await import('./completion.js')).completion,
};

/** Runs one command line; the process ends with its exit code. Never a stack trace, unless --debug asks for it. */
export async function main(argv: string[]): Promise<void> {
	const interrupted = endOnSignals();
	const out = writer(process.stdout, interrupted);
	const err = writer(process.stderr, interrupted);
	let isDebug = argv.includes('--debug');
	try {
		const {flags, input, wantsHelp, wantsVersion} = read(argv);
		isDebug = flags.debug ?? false;
		if (wantsHelp) {
			out(helpText(input[0]));
		} else if (wantsVersion) {
			out(`${version}\n`);
		} else {
			process.exitCode = await run(flags, input, {out, err, interrupted: interrupted.signal});
		}
	} catch (error) {
		process.exitCode = interrupted.signal.aborted ? 130 : tell(error, err, isDebug);
	}

	await Promise.all([drained(process.stdout), drained(process.stderr)]);
	// Sockets that other programs keep open must not keep this one alive.
	process.exit();
}

function read(argv: string[]): {flags: Flags; input: string[]; wantsHelp: boolean; wantsVersion: boolean} {
	const known = meowFlags();
	const parsed = meow('', {
		importMeta: import.meta, argv, flags: known, autoHelp: false, autoVersion: false, pkg: {name: 'arthas-tui', version},
	});
	const unknown = Object.keys(parsed.unnormalizedFlags).find(name => !isKnown(name, known));
	if (unknown !== undefined) {
		throw new ArthasError('ERR_USAGE', `there is no flag ${unknown.length === 1 ? '-' : '--'}${excerpt(unknown)}`, {
			hint: 'arthas-tui --help lists them; a command with options of its own goes in quotes: exec --on self \'thread -n 3\'',
		});
	}

	return {
		flags: readFlags(parsed.flags, argv), input: parsed.input, wantsHelp: parsed.flags['help'] === true, wantsVersion: parsed.flags['version'] === true,
	};
}

/** The parser reads `--no-loss` as `loss`, off, and gives flags as they were typed. */
function isKnown(typed: string, known: Record<string, {shortFlag?: string}>): boolean {
	const name = typed.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
	const negated = `no${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
	return name in known || negated in known || Object.values(known).some(({shortFlag}) => shortFlag === typed);
}

async function run(flags: Flags, input: string[], {out, err, interrupted}: Pick<CommandContext, 'out' | 'err' | 'interrupted'>): Promise<number> {
	const [name = '', ...words] = input;
	const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
	// A word that is no command names a profile: `arthas-tui prod`.
	const profile = load === undefined && name !== '' ? {profile: name} : {};
	if (load === undefined && words.length > 0) {
		throw new ArthasError('ERR_USAGE', `there is no command “${excerpt(name)}”`, {hint: `commands are ${commands.map(command => command.name).join(', ')}; a profile's name stands alone`});
	}

	const {loadSettings} = await import('./config/load-settings.js');
	const {settings, warnings} = await loadSettings({flags: {...flags, ...profile}, env: process.env});
	for (const warning of warnings) {
		err(`${warning}\n`);
	}

	const command = load ? await load() : (await import('./home.js')).home;
	const isTerminal = process.stdout.isTTY;
	return command({
		flags, input: words, settings, env: process.env, out, err, interrupted,
		color: isTerminal && !flags.plain && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
		columns: isTerminal ? process.stdout.columns : 0,
	});
}

function tell(error: unknown, err: (text: string) => void, isDebug: boolean): number {
	const {what, why, todo, exitCode} = explain(error);
	err(`${excerpt(what, 0, 400)}\n${why}\n${excerpt(todo, 0, 400)}\n`);
	if (isDebug && error instanceof Error) {
		err(`${error.stack ?? ''}\n${error.cause instanceof Error ? `caused by ${error.cause.stack ?? ''}\n` : ''}`);
	}

	return exitCode;
}

/** The first signal asks the command to end what it runs; the second one ends the program. */
function endOnSignals(): AbortController {
	const interrupted = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (interrupted.signal.aborted) {
				process.exit(130);
			}

			interrupted.abort();
		});
	}

	return interrupted;
}

/** Writes until the reader has gone: then what runs is ended, and nobody is told. */
function writer(stream: NodeJS.WriteStream, interrupted: AbortController): (text: string) => void {
	let isGone = false;
	stream.on('error', () => {
		isGone = true;
		interrupted.abort();
	});
	return text => {
		if (!isGone && text !== '') {
			stream.write(text);
		}
	};
}

async function drained(stream: NodeJS.WriteStream): Promise<void> {
	if (stream.writableLength > 0 && !stream.destroyed) {
		await new Promise<void>(resolve => {
			stream.once('drain', resolve);
			stream.once('error', () => {
				resolve();
			});
		});
	}
}
