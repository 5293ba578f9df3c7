import type {Block} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {frameText} from './stack-frame.js';
import {threadRoot} from './thread-root.js';

/** One event of `stack`: the thread, the method, and who called it. */
export function stackView(result: Members): Block[] {
	const root = threadRoot(result);
	const frames = result.objects('stackTrace') ?? [];
	// Arthas declares a cost here and, up to 4.3 at least, never sets it.
	const cost = result.number('cost') ?? 0;
	const lines = frames.map((frame, index) => index === 0
		? lineOf('    @', span(frameText(frame), 'title'))
		: lineOf(`        at ${frameText(frame)}`));
	return [
		{kind: 'text', lines: [[span(cost === 0 ? root : `${root};cost=${cost}ms`, 'dim')], ...lines]},
		textBlock(''),
	];
}
