import type {Result} from '../../core/protocol/result.js';
import type {Members} from '../../views/members.js';
import type {DocOptions, DocRow} from './doc.js';

/** Draws the members of one type of result. What it does not take is appended by `docOf`. */
export type DocKind = (members: Members, options: DocOptions, result: Result) => DocRow[];
