import type {ListLine} from '../list-state.js';

/** A row above the prompt, with what actions need of it. */
export type TranscriptLine = ListLine & {
	/** Number of the command that it belongs to. */
	item: number;
	/** What stands in it, or the whole value that it shows a part of. */
	text: string;
	value?: string | undefined;
	/** The expression that leads to the value in a watch. */
	path?: string | undefined;
	/** The command that looks further at what the row shows. */
	deeper?: string | undefined;
	/** The result that it is part of, `<number of the command>:<number of the entry>`, and its row there. */
	result?: string | undefined;
	row?: string | undefined;
	/** What can be done to the whole result: the orders in which it can stand, its columns, and its row where most of the time went. */
	doc?: {modes: readonly string[]; columns: readonly string[]; hottest: string | undefined} | undefined;
	fold?: 'open' | 'closed' | undefined;
	/** The row under which it folds. */
	parent?: string | undefined;
};
