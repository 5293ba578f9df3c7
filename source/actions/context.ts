import type {Agent} from '../core/client/agent.js';
import type {Connection} from '../core/client/connection.js';
import type {Fleet} from '../core/client/fleet.js';
import type {Readable} from '../core/readable.js';
import type {Say} from '../words/index.js';
import type {ListView} from '../workspace/list-state.js';
import type {NoticeLevel} from '../workspace/notices.js';
import type {PaneState} from '../workspace/pane-state.js';
import type {Store} from '../workspace/store.js';
import type {PaneId} from '../workspace/layout.js';
import type {Live} from './live/live.js';

/** What actions work with. Whatever touches the world outside the workspace stands here, so that tests can give their own. */
export type ActionContext = {
	store: Store;
	live: Live;
	fleet: FleetPort;
	screen: ScreenPort;
	say: Say;
	/** Epoch ms. */
	now(): number;
	notify(level: NoticeLevel, text: string): void;
	/** The focused pane. */
	focus(): {id: PaneId; state: PaneState};
	/** Runs another action by its id. */
	run(id: string, argument?: string): void;
	/** Ends the program. */
	quit(): void;
};

/** The servers of this program; more of them may be added while it runs. */
export type FleetPort = {
	current(): Fleet | undefined;
	readonly agents: Readable<readonly Agent[]>;
	readonly connections: Readable<readonly Connection[]>;
	/** The agent with a `ref`, if it is still listed. */
	agentOf(ref: string | undefined): Agent | undefined;
};

/** What the painted screen knows, and what only a terminal can do. */
export type ScreenPort = {
	/** All lines of a list as it is shown now. */
	listOf(pane: PaneId): ListView;
	/** Cells of a pane without its title. */
	sizeOf(pane: PaneId): {width: number; height: number};
	/** To the clipboard by OSC 52, or into a file where that is too much; tells which by a notice. */
	copy(text: string): void;
	/** The text as the operator's editor left it; undefined when the editor failed, which was told. */
	edit(text: string): Promise<string | undefined>;
	suspend(): Promise<void>;
	mouse(isOn?: boolean): void;
	/** Paints after something that is not in the workspace changed, such as output of a console. */
	refresh(isKey?: boolean): void;
};
