import type {Job} from '../../core/client/job.js';
import type {ListView} from '../../workspace/list-state.js';
import type {StreamPlace, StreamState, StreamView} from '../../workspace/stream.js';

/** What a pane shows of a stream at the moment of a key. */
export type StreamPort = {
	readonly job: Job;
	readonly state: StreamState;
	readonly view: StreamView;
	/** The row under the cursor; undefined while there is none. */
	row(): ShownRow | undefined;
	/** The opened result; undefined where none is open. */
	hit(): OpenedHit | undefined;
	/** Of the result under the cursor, where its calls are timed. */
	calls(): TimedCalls | undefined;
	/** The next row with a text, up or down from the cursor and then from the other end. */
	nextWith(text: string, direction: 'up' | 'down'): StreamPlace | undefined;
	/** What stands in a line of the pane, counted from 0 below its title: a row, or a line of the opened result; undefined for anything else. */
	lineAt(line: number): {place: StreamPlace} | {key: string} | undefined;
	/** The nearest row with a text, from the cursor's own up. */
	nearestWith(text: string): StreamPlace | undefined;
};

export type ShownRow = {
	readonly place: StreamPlace;
	/** As it is shown, but whole. */
	text(): string;
	/** The value in it as the agent sent it. */
	value(): string;
	/** Whether it is a result of the command, and not a word about the job. */
	readonly isHit: boolean;
	/** Whether it has an object that can be compared with that of another. */
	readonly hasValue: boolean;
};

export type TimedCalls = {
	/** The key of the line of the dearest one; undefined where nothing was called. */
	readonly hottest: string | undefined;
	/** In which orders they can stand, the usual one first. */
	readonly orders: readonly string[];
};

export type OpenedHit = {
	readonly list: ListView;
	/** The line under its cursor. */
	readonly line: OpenedLine | undefined;
};

export type OpenedLine = {
	readonly key: string;
	readonly text: string;
	readonly value?: string | undefined;
	/** The expression that leads to its value. */
	readonly path?: string | undefined;
	/** The command that looks further at what the row shows. */
	readonly deeper?: string | undefined;
	readonly fold?: 'open' | 'closed' | undefined;
	readonly parent?: string | undefined;
};
