import type {Json, JsonObject} from '../protocol/result.js';
import type {OptionTable} from './define/options.js';
import type {Schema} from './define/schema.js';
import {retcodes, type Retcode} from './retcode.js';

/**
One thing that this host can be asked. A new one is a file that exports such an object and a line in `methods.ts`;
every door (the channel, later others) then has it.
*/
export type HostMethod = {
	/** As typed by a person, and the `type` of its result. */
	name: string;
	/** Names by which other generations of the same protocol know it. */
	aliases?: readonly string[];
	summary: string;
	/** What may follow the name, for example `[-U name | -A | -u | -S]`. */
	usage: string;
	/** `look` only reads. `change` may do anything, and runs only where the agent was started with `allowShell`. */
	tier: 'look' | 'change';
	/** `args` is the rest of the line after the name, verbatim but for the blanks around it. */
	run(args: string, context: HostContext): Promise<HostAnswer>;
	/** The same where answers can follow each other: one, or as many as the arguments ask for until the abort. */
	watch?(args: string, context: HostContext): AsyncIterable<HostAnswer>;
	/** The same by named members instead of a line, where it has some of its own: `cmd`, `timeout`. */
	call?(members: JsonObject, context: HostContext): Promise<HostAnswer>;
	/** Its options one by one, where they are a table. */
	options?: OptionTable;
	/** What `data` of a success holds. */
	schema?: Schema;
};

export type HostContext = {
	/** Aborted by an interrupt, a time limit or the end of the agent (then the reason is an `ERR_CLOSED`). */
	signal: AbortSignal;
	/** Where the files of the host begin: empty unless a container has mounted them somewhere. */
	root?: string | undefined;
	/** What may be read beyond `look`; nothing without it. */
	policy?: HostPolicy | undefined;
	/** What methods saw last, by their names, so that the next call can tell rates. The agent keeps one for its life. */
	samples?: Map<string, unknown> | undefined;
	/** All that can be asked by the same way in. */
	methods?: readonly HostMethod[] | undefined;
	/** Who asks, as the audit names them. */
	caller?: string | undefined;
	/** Says something to whoever asked, long after the answer; absent where the way in can carry nothing but answers. */
	tell?: ((message: JsonObject) => void) | undefined;
};

export type HostPolicy = {
	/** Files that `log.read` may read: paths, or folders that end in `/`; all below those is meant. */
	logs?: readonly string[] | undefined;
};

export type HostAnswer = {
	/** The members of the result besides `type` and `jobId`. A failure has `resp`, `retcode` and `message`. */
	body: JsonObject;
	/** 0 is success. */
	statusCode: number;
	/** Why it failed, one line. */
	message?: string;
};

/** An answer to a question: only `data`, because an envelope of its own would say nothing. */
export function answer(data: Json): HostAnswer {
	return {body: {data}, statusCode: 0};
}

/** A failure that is data like any other answer. `detail` completes the fixed text of the code, `hint` says what to do. */
export function failure(retcode: Retcode, detail?: string, hint?: string): HostAnswer {
	const {code, text} = retcodes[retcode];
	const message = detail === undefined ? text : `${text}: ${detail}`;
	return {
		body: {
			resp: 'failed', retcode: code, message, ...(hint !== undefined && {hint}),
		}, statusCode: -1, message,
	};
}
