import type {ExactNumber} from './exact-number.js';

/** A JSON value in which numbers that a double can't hold keep their digits. */
export type Json = null | boolean | number | string | ExactNumber | Json[] | {[key: string]: Json};

export type JsonObject = {[key: string]: Json};

/**
One result as the agent emitted it. `type` decides the view; unknown types and extra members are
normal and pass through untouched. `jobId` is absent where the agent gave none.
*/
export type Result = JsonObject & {type: string};

export function isResult(value: unknown): value is Result {
	return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string';
}
