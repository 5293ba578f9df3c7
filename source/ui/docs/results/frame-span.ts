import type {Span} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';

/** A frame of a stack: those of the JDK step back behind what somebody of here wrote. */
export function frameSpan(frame: string): Span {
	return span(frame, /^(?:java|javax|jdk|sun|com\.sun)\./u.test(frame) ? 'dim' : undefined);
}
