import process from 'node:process';
import {EventEmitter} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {actions} from '../../source/actions/index.js';
import {createHistory} from '../../source/actions/command/history.js';
import {createNameBook} from '../../source/actions/command/name-book.js';
import {createFleetPort} from '../../source/actions/fleet-port.js';
import type {FleetOrigin} from '../../source/actions/context.js';
import {createLive} from '../../source/actions/live/create-live.js';
import {createSentLog} from '../../source/actions/sent-log.js';
import {connect} from '../../source/core/client/connect.js';
import {openConnection, type Connection} from '../../source/core/client/connection.js';
import {createFleet} from '../../source/core/client/fleet.js';
import type {Agent} from '../../source/core/client/agent.js';
import {openScreen, type Screen, type ScreenOptions} from '../../source/ui/screen.js';
import {unicodeGlyphs} from '../../source/ui/glyphs.js';
import {createSay, type Language} from '../../source/words/index.js';
import {createStore, type Store} from '../../source/workspace/store.js';
import {createWorkspace} from '../../source/workspace/workspace.js';
import {createFakeTerminal, type FakeTerminal} from '../ui/terminal/fake-terminal.js';
import {createScriptedBackend, type Script} from './scripted-backend.js';
import {bytesOf} from './keys.js';

export type StageOptions = {
	columns?: number;
	rows?: number;
	language?: Language;
	agents?: readonly Agent[];
	script?: Script;
	/** How often the scripted server is asked for its agents, in ms; once unless given. */
	probeMs?: number;
	/** Whether nothing may be sent that does more than look. */
	readOnly?: boolean;
	/** Servers to connect to instead of the scripted one. */
	endpoints?: readonly string[];
	/** Where the servers come from; while they are being found there are none yet. */
	origin?: FleetOrigin;
	/** Of the terminal and the person. */
	env?: Record<string, string>;
	screen?: Partial<ScreenOptions>;
	now?: () => number;
};

/** A new size is taken 50 ms after it was told, and a stream is painted 30 times a second: so many times 5 ms are longer than that. */
const quietTurns = 18;

/** The whole program in this process: real store, actions, painters, Ink and compositor, on a terminal that an emulator plays. */
export type Stage = {
	terminal: FakeTerminal;
	screen: Screen;
	store: Store;
	script: Script;
	/** Where its state is kept. */
	folder: string;
	connection: Connection;
	/** What is on the screen, without blanks at the ends of rows. */
	text(): string;
	/** Presses keys by their names, one after the other. */
	press(...keys: string[]): void;
	/** Types a text. */
	type(text: string): void;
	/** Resolves when the screen shows what is looked for; rejects with the screen as it is otherwise. */
	until(condition: string | RegExp | ((text: string) => boolean)): Promise<string>;
	/** Resolves when nothing was written for longer than anything of ours waits before it writes. */
	settled(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

export async function openStage({
	columns = 120, rows = 40, language = 'en', agents = [], script = {}, probeMs, readOnly = false, endpoints = [], origin = {source: 'given'}, env, screen: given = {}, now,
}: StageOptions = {}): Promise<Stage> {
	const terminal = createFakeTerminal(columns, rows);
	const folder = mkdtempSync(path.join(tmpdir(), 'arthas-tui-stage-'));
	// As the process of Node is.
	// eslint-disable-next-line unicorn/prefer-event-target
	const program = Object.assign(new EventEmitter(), {pid: process.pid, kill: () => true});
	const store = createStore(createWorkspace({columns, rows}));
	const fleet = createFleetPort();
	const sent = createSentLog(now);
	const live = createLive();
	const screen = openScreen({
		stdin: terminal.stdin, stdout: terminal.stdout, env: env ?? {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, program,
		store, live, fleet, sent, actions, say: createSay(language), glyphs: unicodeGlyphs, readOnly, stateFolder: folder, now, settings: {}, history: createHistory({
			file: path.join(folder, 'history.jsonl'), tell() {
			// A new file has nothing to tell.
			},
		}), names: createNameBook(), ...given,
	});
	const endpoint = {kind: 'channel', name: 'prod', base: new URL('http://127.0.0.1:1')} as const;
	const onSent = (server: string) => (message: {agent: string; what: string}) => {
		sent.add({server, ...message});
	};

	const scripted = () => openConnection(endpoint, {onSent: onSent('prod'), probeMs, readOnly}, createScriptedBackend(agents, script));
	const [connection = scripted(), ...others] = endpoints.map(where => connect(where, {onSent: onSent(where)}));
	const opened = createFleet([connection, ...others]);
	if (origin.source !== 'starting') {
		fleet.use(opened, origin);
	}

	await opened.settled();
	await screen.dialogs;
	const text = () => terminal.judge.rows().join('\n');
	return {
		terminal, screen, store, script, folder, connection, text,
		press(...keys) {
			for (const key of keys.flatMap(sequence => sequence.split(' '))) {
				terminal.type(bytesOf(key));
			}
		},
		type(typed) {
			for (const character of typed) {
				terminal.type(character);
			}
		},
		async until(condition) {
			const holds = () => typeof condition === 'function' ? condition(text()) : (typeof condition === 'string' ? text().includes(condition) : condition.test(text()));
			for (let turns = 0; !holds(); turns++) {
				if (turns > 2000) {
					throw new Error(`the screen never showed ${String(condition)}:\n${text()}`);
				}

				await new Promise(resolve => {
					setTimeout(resolve, 1);
				});
			}

			return text();
		},
		async settled() {
			let length = -1;
			// Counted in timers, which come in order however late they all are.
			for (let quiet = 0; quiet < quietTurns; quiet++) {
				if (terminal.written().length !== length) {
					({length} = terminal.written());
					quiet = 0;
				}

				await new Promise(resolve => {
					setTimeout(resolve, 5);
				});
			}
		},
		async [Symbol.asyncDispose]() {
			await screen.close();
			await Promise.all(live.all().map(async ([key]) => live.end(key)));
			await opened.close();
			rmSync(folder, {recursive: true, force: true});
		},
	};
}
