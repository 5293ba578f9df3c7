// The screen of the program in the terminal of this process, on servers and streams that are in this process, too.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createHistory} from '../../source/actions/command/history.js';
import {createNameBook} from '../../source/actions/command/name-book.js';
import {createFleetPort} from '../../source/actions/fleet-port.js';
import {actions} from '../../source/actions/index.js';
import {createLive} from '../../source/actions/live/create-live.js';
import {createSentLog} from '../../source/actions/sent-log.js';
import type {Agent} from '../../source/core/client/agent.js';
import {keepHeapSmall} from '../../source/commands/screen/keep-heap-small.js';
import {openConnection} from '../../source/core/client/connection.js';
import {createFleet} from '../../source/core/client/fleet.js';
import {createJob, type JobWriter} from '../../source/core/client/job.js';
import type {Backend} from '../../source/core/client/wire.js';
import {unicodeGlyphs} from '../../source/ui/glyphs.js';
import {openScreen} from '../../source/ui/screen.js';
import {modelOf} from '../../source/ui/stream/stream-model.js';
import {createSay} from '../../source/words/index.js';
import {createStore} from '../../source/workspace/store.js';
import {createStream} from '../../source/workspace/stream.js';
import {createWorkspace} from '../../source/workspace/workspace.js';
import {answer, type Vitals} from '../support/answer.js';
import {socketChannel} from '../support/socket-channel.js';
import {fleetOf, watchCommand, watched} from '../support/watched.js';

const folder = mkdtempSync(path.join(tmpdir(), 'arthas-tui-bench-'));
process.on('exit', () => {
	rmSync(folder, {recursive: true, force: true});
});

const store = createStore(createWorkspace({columns: process.stdout.columns, rows: process.stdout.rows}));
const live = createLive();
const fleet = createFleetPort();
const writers: JobWriter[] = [];
const answered: number[] = [];
let agents: Agent[] = [];

const handlers = {
	/** Opens the screen on so many agents, which were heard of so many ms ago. */
	async open(count: number, ageMs = 0) {
		agents = fleetOf(count, Date.now() - ageMs);
		timeKeys();
		keepHeapSmall();
		openScreen({
			stdin: process.stdin, stdout: process.stdout, env: process.env, store, live, fleet, sent: createSentLog(), actions, say: createSay('en'), glyphs: unicodeGlyphs,
			readOnly: false, settings: {}, names: createNameBook(), stateFolder: folder,
			history: createHistory({
				file: path.join(folder, 'history.jsonl'), tell() {
					// A new file has nothing to tell.
				},
			}),
		});
		const opened = createFleet([openConnection({kind: 'channel', name: 'prod', base: new URL('http://127.0.0.1:1')}, {}, backend)]);
		fleet.use(opened, {source: 'given'});
		await opened.settled();
	},

	/** So many streams, each in a pane of a tab of their own, as long as there is a screen. */
	streams(count: number) {
		const [agent = fleetOf(1, Date.now())[0]!] = agents;
		for (let index = 0; index < count; index++) {
			const writer = createJob({agent, commandLine: watchCommand, onInterrupt: () => undefined});
			writer.setState({name: 'running'});
			writers.push(writer);
			store.dispatch({
				type: 'open', where: (['tab', 'right', 'down', 'down'] as const)[index] ?? 'down', pane: {
					kind: 'stream', title: watchCommand, target: agent.ref, command: watchCommand, stream: createStream(), live: live.add({kind: 'job', agent, job: writer.job}),
				},
			});
			if (index === 2) {
				store.dispatch({type: 'focus-step', by: 1});
			}
		}
	},

	/** Results from now on, so many a second in each stream. */
	feed(perSecond: number) {
		clearInterval(feeding);
		if (perSecond > 0) {
			startFeeding(perSecond);
		}
	},

	/** How many results came so far. */
	fed: () => fed,

	/** Reads what came as a screen does before it paints, so often a second, where no screen is open. */
	read(framesPerSecond: number) {
		setInterval(() => {
			for (const {job} of writers) {
				modelOf(job).read('');
			}
		}, 1000 / framesPerSecond);
	},

	/** Ms from each key's arrival in this process until the frame behind it was written. */
	keys: () => answered,
};

export type ScreenChild = typeof handlers & Vitals;

const backend: Backend = {
	open: () => ({
		greet: async () => agents,
		probe: async () => agents,
		openSession: async () => fail(),
		openConsole: async () => fail(),
		facts: {
			server: 'bench', clockOffsetMs: 0, resultLimit: 900, probeMs: 3_600_000,
		},
		async close() {
			// Nothing is held.
		},
	}),
};

function fail(): never {
	throw new Error('nothing runs here');
}

let feeding: NodeJS.Timeout | undefined;
let fed = 0;
let number = 0;

/** Results are new objects, as those of a socket are; making up their texts takes longer than anything that is measured. */
const pool = Array.from({length: 1 << 14}, (_, index) => watched(index));
const everyMs = 10;

/** In pieces, as they come from a socket. What a busy process can't take is not made up for. */
function startFeeding(perSecond: number): void {
	let last = performance.now();
	let due = 0;
	feeding = setInterval(() => {
		const time = performance.now();
		due += Math.min(time - last, 5 * everyMs) * perSecond / 1000;
		last = time;
		for (; due >= 1; due--) {
			number++;
			for (const writer of writers) {
				writer.append({kind: 'result', result: {...pool[number % pool.length]!}});
			}

			fed += writers.length;
		}
	}, everyMs);
}

/** An answer of the terminal is no key. */
function timeKeys(): void {
	const {stdin, stdout} = process;
	let pressedAt: number | undefined;
	stdin.on('data', (bytes: Uint8Array) => {
		pressedAt ??= bytes.toString().replaceAll(answerOfTerminal, '') === '' ? undefined : performance.now();
	});
	const write = stdout.write.bind(stdout) as (...given: unknown[]) => boolean;
	stdout.write = (...given: unknown[]) => {
		if (pressedAt !== undefined) {
			answered.push(performance.now() - pressedAt);
			pressedAt = undefined;
		}

		return write(...given);
	};
}

const answerOfTerminal = '\u{1B}[0n';

answer(handlers, socketChannel());
