import type {Agent} from '../core/client/agent.js';
import type {Connection} from '../core/client/connection.js';
import type {Endpoint} from '../core/client/endpoint.js';
import type {HeldFolder} from '../core/client/files/output-folder.js';
import type {Fleet} from '../core/client/fleet.js';
import type {PlannedAttach} from '../core/host/attach/attach-arthas.js';
import type {PlannedDetach} from '../core/host/attach/detach-arthas.js';
import type {LocalJvm} from '../core/host/attach/local-jvms.js';
import type {Readable} from '../core/readable.js';
import type {Say, Text} from '../words/index.js';
import type {AgentChanges, ServerHealth} from '../workspace/agents.js';
import type {ListView} from '../workspace/list-state.js';
import type {NoticeLevel} from '../workspace/notices.js';
import type {Telling} from '../workspace/past-notices.js';
import type {ScreenSettings} from '../workspace/screen-settings.js';
import type {PaneState} from '../workspace/pane-state.js';
import type {Store} from '../workspace/store.js';
import type {PaneId} from '../workspace/layout.js';
import type {Action, KeyContext} from './action.js';
import type {CommandHistory} from './command/history.js';
import type {NameBook} from './command/name-book.js';
import type {Live} from './live/live.js';
import type {StreamPort} from './stream/stream-port.js';
import type {SentLog} from './sent-log.js';

/** What actions work with. Whatever touches the world outside the workspace stands here, so that tests can give their own. */
export type ActionContext = {
	store: Store;
	live: Live;
	fleet: FleetPort;
	screen: ScreenPort;
	say: Say;
	settings: ScreenSettings;
	/** Epoch ms. */
	now(): number;
	/** `about`: it takes the place of what was told about that before; `whole`: what the log has of it, where a line has no room for all. */
	notify(level: NoticeLevel, text: string, more?: Pick<Telling, 'about' | 'whole'>): void;
	/** The focused pane. */
	focus(): {id: PaneId; state: PaneState};
	/** Runs another action by its id. */
	run(id: string, argument?: string): void;
	/** The whole table, and the keys that an action has after the configuration was read. */
	readonly actions: readonly Action[];
	keysOf(id: string): readonly string[];
	/** Which keys hold in the focused pane, the narrowest first. */
	contexts(): readonly KeyContext[];
	/** Every command that was sent to an agent, oldest first. */
	readonly sent: SentLog;
	/** What was typed in command panes, also in earlier runs of the program. */
	readonly history: CommandHistory;
	/** Names of classes and methods, as agents told them. */
	readonly names: NameBook;
	/** Whether nothing is sent that does more than look, so that nothing of it need be asked. */
	readonly readOnly: boolean;
	/** Types a text where it would be typed by hand. */
	paste(text: string): void;
	/** Ends the program. */
	quit(): void;
};

/** Where the servers come from, and where JVMs can join (`host:port`), as far as it is known. */
export type FleetOrigin = {
	source: 'starting' | 'given' | 'found' | 'embedded';
	grpc?: string | undefined;
	http?: string | undefined;
	tunnel?: string | undefined;
	/** Plans to put Arthas into a JVM of this host so that it joins; absent where the server isn't this user's own. Rejects with why it can't be. */
	attach?: ((jvm: LocalJvm) => Promise<PlannedAttach>) | undefined;
	/** Plans to end what this user has attached to the JVM of an agent; undefined where that is nothing. */
	detach?: ((agent: Agent) => PlannedDetach | undefined) | undefined;
	/** The files of an agent, where there is a shorter way to them than by its server. */
	filesOf?: ((agent: Agent) => HeldFolder | undefined) | undefined;
	/** Connects to one more server, whose agents join the list. */
	add?: ((endpoint: Endpoint) => void) | undefined;
};

/** The servers of this program; more of them may be added while it runs. */
export type FleetPort = {
	current(): Fleet | undefined;
	readonly origin: Readable<FleetOrigin>;
	readonly agents: Readable<readonly Agent[]>;
	readonly connections: Readable<readonly Connection[]>;
	/** Which servers are lost, and since when. */
	readonly health: Readable<readonly ServerHealth[]>;
	/** Which cells of the list of agents changed a moment ago. */
	readonly changes: Readable<AgentChanges>;
	/** The agent with a `ref`, if it is still listed, with a name that no other one has: a pane, a dialog and a notice tell by it whom they are about. */
	agentOf(ref: string | undefined): Agent | undefined;
};

/** What the painted screen knows, and what only a terminal can do. */
export type ScreenPort = {
	/** All lines of a list as it is shown now. */
	listOf(pane: PaneId): ListView;
	/** The key of the line in a row of a list pane, counted from its title; undefined where no line is. */
	lineAt(pane: PaneId, row: number): string | undefined;
	/** All lines of the open overlay. */
	listOfOverlay(): ListView;
	/** Draws all anew, after something else wrote on the terminal. */
	redraw(): void;
	/** What the stream of a pane shows now; undefined where nothing has run in it. */
	streamOf(pane: PaneId): StreamPort | undefined;
	/** Cells of a pane without its title. */
	sizeOf(pane: PaneId): {width: number; height: number};
	/** To the clipboard by OSC 52, or into a file where that is too much; tells which by a notice, and what it was. */
	copy(text: string, what?: Text): void;
	/** The text as the operator's editor left it; undefined when the editor failed, which was told. */
	edit(text: string): Promise<string | undefined>;
	suspend(): Promise<void>;
	mouse(isOn?: boolean): void;
	/** Paints after something that is not in the workspace changed, such as output of a console. */
	refresh(isKey?: boolean): void;
};
