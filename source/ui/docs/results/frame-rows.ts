import type {JsonObject} from '../../../core/protocol/result.js';
import {span} from '../../../views/build-block.js';
import {frameText} from '../../../views/results/stack-frame.js';
import type {DocOptions, DocRow} from '../doc.js';
import {textRows} from '../rows/text-rows.js';
import {frameSpan} from './frame-span.js';

/** The stack of a thread: where it is, then who called that. */
export function frameRows(frames: readonly JsonObject[], options: DocOptions): DocRow[] {
	return textRows(frames.map((frame, index) => index === 0
		? [span('@ ', 'dim'), span(frameText(frame), 'title')]
		: [span('  at ', 'dim'), frameSpan(frameText(frame))]), 'f', options);
}
