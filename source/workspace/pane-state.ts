import type {Json} from '../core/protocol/result.js';
import type {PromptState} from './command.js';
import type {ListState} from './list-state.js';
import type {StreamState} from './stream.js';

export const paneKinds = ['agents', 'command', 'stream', 'console', 'result', 'log', 'info', 'cron', 'plugins', 'file'] as const;

export type PaneKind = (typeof paneKinds)[number];

/** All of a pane that is not its place. Plain data: what lives (a job, a console) is found by `live`. */
export type PaneState = {
	kind: PaneKind;
	title: string;
	/** `ref` of the agent that it is about. */
	target?: string | undefined;
	/** The command in it, as it was typed. */
	command?: string | undefined;
	/** Key under which actions keep what runs for it. Never saved. */
	live?: string | undefined;
	/** Why it takes no input: its target is gone or another one. Never saved. */
	lost?: string | undefined;
	/** What was done to the stream in it. */
	stream?: StreamState | undefined;
	/** What is being typed into it, and what is read above that. Never saved. */
	prompt?: PromptState | undefined;
	list?: ListState | undefined;
	/** Whatever else its kind keeps. Saved. */
	data?: Readonly<Record<string, Json>> | undefined;
};

export function isPaneKind(value: unknown): value is PaneKind {
	return paneKinds.includes(value as PaneKind);
}
