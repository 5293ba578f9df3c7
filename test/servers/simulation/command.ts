import type {Plain} from './json-text.js';

/** What the agent answers to a command line. */
export type CommandScript = {
	/** The results before `status`: objects, or JSON texts that hold a `"jobId":N` which is replaced. */
	readonly results?: ReadonlyArray<string | {readonly [key: string]: Plain}> | ((context: CommandContext) => ReadonlyArray<string | {readonly [key: string]: Plain}>);
	/** Of the `status` result, default 0. −10 (argument error) ends the command before it is started. */
	readonly statusCode?: number;
	/** Of the `status` result. */
	readonly message?: string;
	/** How long the one command thread of the agent is busy with it, in milliseconds, default 0. */
	readonly ms?: number;
	/** `itself` (default) when its time is over; `interrupt`: not before it is interrupted; `never`: never, interrupts have no effect. */
	readonly ends?: 'itself' | 'interrupt' | 'never';
	/** What else happens when the command runs. */
	readonly effect?: () => void;
	/** 3.5.6 on a JDK ≥ 16 can't write the result: EXECUTE is never answered, ASYNC_EXECUTE ends with statusCode 1. */
	readonly unserialisable?: boolean;
};

export type CommandContext = {readonly line: string; readonly jobId: number; readonly sessionId: string};

/** How `watch`, `trace`, `stack`, `monitor`, `tt -t` and `dashboard` produce results. */
export type StreamScript = {
	/** Results a second, default 200; 0: only `emit()` makes any; `Infinity`: all up to `-n` at once. */
	readonly perSecond?: number;
	/** Results that come after `-n` was reached, because several threads call the method; default 0. */
	readonly overshoot?: number;
	/** How many of the `overshoot` come even after `status`; default 0. */
	readonly afterStatus?: number;
};

/** Quirks of the agent itself, alike in 3.5.6 and 4.1.5. */
export type AgentQuirks = {
	/** The first so many starts of a stream lose the enhancer lock and end at once with statusCode −1. */
	readonly enhanceRaces?: number;
	/** The first `sessions` (default 1) sessions stay busy for ever after their `after`th command. */
	readonly stuck?: {readonly after: number; readonly sessions?: number};
	/** How long a stream enhances before its first result; the session answers "Another command is executing." Default 0. */
	readonly enhanceMs?: number;
};

export const streamTypes = ['watch', 'trace', 'stack', 'monitor', 'tt', 'dashboard'] as const;
export type StreamType = (typeof streamTypes)[number];

/** What a command line asks for. */
export type Plan = {readonly background: boolean} & (
	| {readonly kind: 'script'; readonly script: CommandScript}
	| {readonly kind: 'stream'; readonly type: StreamType; readonly className: string; readonly methodName: string; readonly limit: number}
);

/** The agent could not make a job of the line; `message` is its own reason. */
export class CommandRefused extends Error {}

/** Reads a command line as the agent does, as far as the peers need it. */
export function plan(line: string, scriptOf: (line: string, name: string) => CommandScript | undefined): Plan {
	if (line === '') {
		throw new CommandRefused('Index 0 out of bounds for length 0');
	}

	const foreground = line.replace(/\s+&\s*$/, '').trim();
	const background = foreground !== line.trim();
	const [name, ...args] = foreground.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
	if (name === undefined) {
		throw new CommandRefused('java.lang.IllegalArgumentException');
	}

	const scripted = scriptOf(foreground, name);
	if (scripted) {
		return {kind: 'script', background, script: scripted};
	}

	const type = streamTypes.find(one => one === name);
	if (!type) {
		throw new CommandRefused(`java.lang.IllegalArgumentException: ${name}: command not found`);
	}

	const {positional, limit} = read(args);
	const [className = '', methodName = ''] = positional;
	if (className === '' && type !== 'dashboard') {
		return {kind: 'script', background, script: classIsRequired};
	}

	return {
		kind: 'stream', background, type, className, methodName, limit: limit ?? (type === 'dashboard' ? Number.POSITIVE_INFINITY : 100),
	};
}

const classIsRequired: CommandScript = {
	statusCode: -10,
	message: 'The argument \'class-pattern\' is required, description: The full qualified class name you want to watch',
};

/** Options that take a value; all others are switches, as in 3.5.6 and 4.1.5. */
const valued = new Set(['-n', '--limits', '-x', '--expand', '-c', '--cycle', '-i', '--interval', '-m', '--maxMatch', '-M', '--sizeLimit', '--timeout']);

function read(args: readonly string[]): {positional: string[]; limit: number | undefined} {
	const positional: string[] = [];
	let limit: number | undefined;
	for (let index = 0; index < args.length; index++) {
		const arg = args[index] ?? '';
		if (valued.has(arg)) {
			index++;
			if (arg === '-n' || arg === '--limits') {
				limit = Number(args[index]);
			}
		} else if (!arg.startsWith('-')) {
			positional.push(arg);
		}
	}

	return {positional, limit};
}
