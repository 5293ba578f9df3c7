import type {Agent} from '../../source/core/client/agent.js';
import type {ArthasError} from '../../source/core/error.js';
import type {Backend, CommandSpec, WireEvent} from '../../source/core/client/wire.js';
import type {ConsoleWire} from '../../source/core/client/console-wire.js';
import type {Result} from '../../source/core/protocol/result.js';

/** What agents answer in a test: to a command by how it begins, and to whoever opens a console. */
export type Script = {
	answers?: Record<string, ReadonlyArray<Result | {gap: number}>>;
	/** What an agent answers to a whole line, where it matters which agent that is. */
	reply?: (agent: Agent, commandLine: string) => readonly Result[] | undefined;
	/** Called with a running stream, to feed it. */
	streams?: Map<string, Feed>;
	/** Why the server does not answer now; it does while there is none. */
	down?: ArthasError | undefined;
	/** Where the list comes from. */
	notes?: readonly string[];
	consoles?: (agent: Agent, size: {cols: number; rows: number}) => ConsoleWire;
};

/** A stream that runs until it is ended or interrupted. */
export type Feed = {push(...results: Result[]): void; end(): void};

/** A server of the test, which knows its agents from the beginning. */
export function createScriptedBackend(agents: readonly Agent[], script: Script): Backend {
	const listed = () => {
		if (script.down) {
			throw script.down;
		}

		return [...agents];
	};

	return {
		open: (_endpoint, {onSent}) => ({
			greet: async () => listed(),
			probe: async () => listed(),
			async openSession(agent) {
				return {
					id: 's1',
					run(spec, {stop, signal}) {
						onSent({agent: agent.ref, what: spec.commandLine});
						return spec.isStream ? stream(spec, script, AbortSignal.any([stop, signal])) : answer(spec, script, script.reply?.(agent, spec.commandLine));
					},
					async close() {
						// Nothing is held.
					},
				};
			},
			async openConsole(agent, size) {
				if (!script.consoles) {
					throw new Error('the script has no console');
				}

				return script.consoles(agent, size);
			},
			facts: {
				server: 'scripted', clockOffsetMs: 0, resultLimit: 900, probeMs: 3_600_000, notes: script.notes,
			},
			async close() {
				// Nothing is held.
			},
		}),
	};
}

async function * answer({commandLine}: CommandSpec, {answers = {}}: Script, reply?: readonly Result[]): AsyncGenerator<WireEvent> {
	yield {kind: 'state', state: {name: 'running'}};
	const name = Object.keys(answers).find(begin => commandLine.startsWith(begin));
	for (const result of reply ?? (name === undefined ? [] : answers[name] ?? [])) {
		yield 'gap' in result ? {kind: 'gap', gap: {reason: 'consumer-overflow', count: null, atLeast: Number(result.gap)}} : {kind: 'result', result};
	}

	yield {kind: 'end', end: {name: 'done', statusCode: 0}};
}

async function * stream({commandLine}: CommandSpec, script: Script, signal: AbortSignal): AsyncGenerator<WireEvent> {
	const waiting: Result[] = [];
	let isEnded = false;
	let wake: () => void = () => undefined;
	const feed: Feed = {
		push(...results) {
			waiting.push(...results);
			wake();
		},
		end() {
			isEnded = true;
			wake();
		},
	};
	script.streams ??= new Map();
	script.streams.set(commandLine, feed);
	signal.addEventListener('abort', () => {
		wake();
	}, {once: true});
	yield {kind: 'state', state: {name: 'running'}};
	for (;;) {
		for (const result of waiting.splice(0)) {
			yield {kind: 'result', result};
		}

		if (isEnded || signal.aborted) {
			break;
		}

		await new Promise<void>(resolve => {
			wake = resolve;
		});
	}

	yield {kind: 'end', end: signal.aborted ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'done', statusCode: 0}};
}
