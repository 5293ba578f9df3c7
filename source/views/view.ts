import type {Block} from './block.js';
import type {Members} from './members.js';

/** Draws the members of one type of result. What it does not take is appended by `viewOf`. */
export type View = (result: Members) => Block[];
