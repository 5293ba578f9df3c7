import type {JsonObject} from '../result.js';
import type {Retcode} from './retcode.js';

/** The end of a request. Members beside these belong to the method: `data`, `stderr`, `exitcode`. */
export type Answer = JsonObject & {id: string; resp: string; retcode: number; message: string};

/**
One line of the BasicAgent dialogue, told apart by what it carries: `resp` makes an answer, `method` with an `id` a request,
`method` alone something that nobody asked for. `result` is ours: what a request says before its end, numbered from 1.
*/
export type BasicMessage =
	/** `hostname` is the machine's UUID. What an agent of ours adds (its name, its version) stands in `members`. */
	| {kind: 'init'; hostname: string; members: JsonObject}
	/** Empty where the line names nobody. */
	| {kind: 'redirect'; servers: string[]}
	| {kind: 'accept'; members: JsonObject}
	| {kind: 'request'; id: string; method: string; params: JsonObject}
	| {kind: 'answer'; id: string; answer: Answer}
	| {kind: 'result'; id: string; seq: number; result: JsonObject}
	| {kind: 'push'; method: string; members: JsonObject}
	/** No message: what a peer may be told about it. */
	| {kind: 'broken'; retcode: Retcode; detail: string; id?: string};
