import type {Text} from '../words/index.js';
import type {ActionContext} from './context.js';

/**
Where keys hold, from the widest to the narrowest: `everywhere`; `pane` in every pane that is no text field; the kind of a pane;
`list` where rows have a cursor; `doc` where a result is read; `prompt` and `field` where text is typed; `overlay` in
what lies over the panes, with the name of its kind as a context of its own.
*/
export type KeyContext =
	| 'everywhere' | 'pane' | 'list' | 'doc' | 'prompt' | 'field' | 'overlay'
	| 'agents' | 'command' | 'stream' | 'console' | 'console-view' | 'console-search' | 'result' | 'log' | 'info' | 'cron' | 'cron-job' | 'plugins' | 'file'
	| 'help' | 'palette' | 'paste' | 'quit' | 'confirm' | 'ask' | 'cron-form' | 'cron-change';

/** Anything that a key, the palette or the command line can do: one object, and all three and the help know it. */
export type Action = {
	/** `subject.verb`, which is also its name in the command line and in the configuration of keys. */
	id: string;
	/** Sequences as `ctrl-w v`; the first one is shown. None: only the palette and the command line have it. */
	keys: readonly string[];
	when: KeyContext | readonly KeyContext[];
	/** One or two words for the footer. */
	label: Text;
	/** What it does, in half a line, for help and palette. */
	about: Text;
	/** Whether the footer shows it while it can be done, and where: a lower number stands further left. */
	footer?: number | undefined;
	/** What stands behind its name in the command line, such as `<expression>`. */
	argument?: string | undefined;
	/** Why it can't be done here and now; undefined where it can. */
	disabled?: ((context: ActionContext) => string | undefined) | undefined;
	/** `argument` is what was typed behind its name, undefined when a key asked for it. */
	run(context: ActionContext, argument?: string): void | Promise<void>;
};
