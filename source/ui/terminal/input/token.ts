import type {InputEvent} from './input-event.js';

/** What was read off the beginning of the input: so many characters, and what they mean, which may be nothing. */
export type Token = {length: number; event?: InputEvent | undefined; paste?: 'start' | 'end' | undefined};
