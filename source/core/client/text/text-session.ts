import {ArthasError} from '../../error.js';
import {isStopCommand} from '../arthas/is-stop-command.js';
import type {ConsoleClosing} from '../console/closing.js';
import type {JobEnd} from '../job-state.js';
import {endByStop} from '../judge-end.js';
import {createQueue, type Queue} from '../../queue.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent, WireSession,
} from '../wire.js';
import {checkTextCommand} from './check-text-command.js';
import type {ConsolePool, LentConsole} from './console-pool.js';
import {createTextVerdict, type TextVerdict} from './judge-text.js';
import {createLineParter} from './own-lines.js';
import {createTextReader} from './reader.js';
import {sizeFor} from './shapes/index.js';
import type {TextEnd} from './text-run.js';

/** After so long without a further line a hit of a stream counts as whole. */
const pauseMs = 100;
/** A shell echoes in a few ms; one that doesn't in this time is asked no more where asking twice does no harm. */
const echoMs = 5000;

/** Runs commands on the hidden consoles of an agent that has nothing but its terminal. */
export function createTextSession(pool: ConsolePool, onSent: (commandLine: string) => void): WireSession {
	return {
		id: '',
		async * run(spec, options) {
			const error = checkTextCommand(spec.commandLine);
			if (error) {
				yield {kind: 'end', end: {name: 'failed', mayHaveRun: false, error}};
				return;
			}

			const lent = await pool.take(spec.isStream ? 'stream' : 'one-shot', AbortSignal.any([options.stop, options.signal]));
			onSent(spec.commandLine);
			const events = createQueue<WireEvent>();
			void runOn(lent, spec, options, events);
			yield * events;
		},
		async close() {
			// Its consoles belong to the agent, and the next command may have them.
		},
	};
}

async function runOn({console, give}: LentConsole, spec: CommandSpec, {stop, signal}: RunOptions, events: Queue<WireEvent>): Promise<void> {
	const verdict = createTextVerdict();
	const reader = createTextReader(spec);
	const parted = spec.isStream ? createLineParter() : (line: string) => [line];
	const put = (results: ReturnType<typeof reader.end>) => {
		for (const result of results) {
			events.push({kind: 'result', result});
		}
	};

	let isDeaf = false;
	let pausing: NodeJS.Timeout | undefined;
	const waiting = spec.isLook
		? setTimeout(() => {
			isDeaf = true;
			console.close();
		}, echoMs)
		: undefined;
	const end = await console.run(spec.commandLine, {
		size: sizeFor(spec.commandLine),
		stop,
		leave: signal,
		onStart() {
			clearTimeout(waiting);
			events.push({kind: 'state', state: {name: 'running'}});
			if (spec.isStream) {
				events.push({
					kind: 'gap', gap: {
						reason: 'not-numbered', count: null, atLeast: 0, detail: 'a terminal doesn\'t number what it shows',
					},
				});
			}
		},
		onLine(line) {
			for (const part of parted(line)) {
				verdict.see(part);
				put(reader.line(part));
			}

			if (spec.isStream && verdict.race() === undefined) {
				clearTimeout(pausing);
				pausing = setTimeout(() => {
					put(reader.pause());
				}, pauseMs);
			}
		},
	});
	clearTimeout(waiting);
	clearTimeout(pausing);
	give();
	const last = isDeaf
		? {kind: 'retry', reason: 'unanswered', agentWord: `the terminal of the agent showed nothing of what was typed in ${echoMs / 1000} s`} as const
		: judge(end, {spec, verdict, stop: stop.aborted ? stop.reason as StopRequest : undefined});
	if (last.kind === 'end' && last.end.name !== 'failed') {
		put(reader.end());
	}

	events.push(last);
	events.end();
}

type Known = {spec: CommandSpec; verdict: TextVerdict; stop: StopRequest | undefined};

function judge(end: TextEnd, {spec, verdict, stop}: Known): Extract<WireEvent, {kind: 'end' | 'retry'}> {
	switch (end.kind) {
		case 'prompt': {
			const race = verdict.race();
			if (race !== undefined && !stop) {
				return {kind: 'retry', reason: 'enhance-race', agentWord: race};
			}

			return ended(stop && end.isInterrupted ? endByStop(stop, 'yes') : verdict.end());
		}

		case 'unconfirmed': {
			return ended(stop ? endByStop(stop, 'unknown') : unfinished());
		}

		case 'unfinished': {
			return ended(unfinished());
		}

		case 'mistyped': {
			return ended(mistyped(end, spec));
		}

		case 'closed': {
			return ended(endByClosing(end.closing, {spec, verdict, stop}));
		}
	}
}

function ended(end: JobEnd): Extract<WireEvent, {kind: 'end'}> {
	return {kind: 'end', end};
}

function unfinished(): JobEnd {
	return {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_USAGE', 'the agent takes the command for unfinished', {hint: 'look for a quote that is never closed'})};
}

function mistyped({shown, mayHaveRun}: Extract<TextEnd, {kind: 'mistyped'}>, {commandLine}: CommandSpec): JobEnd {
	const known = [...shown].filter(character => character >= ' ').join('');
	const lost = [...commandLine].find((character, index) => character !== [...known][index]) ?? '';
	const error = mayHaveRun
		? new ArthasError('ERR_PROTOCOL', `the terminal of the agent shows another line than was typed: “${known.slice(0, 80)}”`, {ran: 'maybe'})
		: new ArthasError('ERR_COMMAND', `the terminal of the agent drops the letter “${lost}”, so the command was not sent`, {
			hint: String.raw`in an expression it can be written as an escape, such as \u6f22`,
		});
	return {name: 'failed', mayHaveRun, error};
}

function endByClosing({reason}: ConsoleClosing, {spec, verdict, stop}: Known): JobEnd {
	if (isStopCommand(spec.commandLine) || /^\s*(?:quit|exit|logout|q)\s*$/u.test(spec.commandLine)) {
		return {name: 'done', statusCode: null};
	}

	const said = verdict.end();
	if (said.name === 'limited') {
		return said;
	}

	if (stop) {
		return endByStop(stop, 'unknown');
	}

	// The agent ends what runs in the foreground of a console that closes.
	const isAgent = reason === 'agent-gone' || reason === 'ended' || reason === 'idle';
	return {name: 'lost', reason: isAgent ? 'agent-gone' : 'link', mayStillRun: !isAgent};
}
