import {cutText} from '../../views/cut-text.js';
import {displayWidth} from '../../views/width.js';
import type {AgentGlyphs} from './agent-glyphs.js';
import {cutShared} from './cut-shared.js';

/**
A safe text in at most `width` cells, without its end or, given neighbours, without what it shares with
them. Two dots need a cell more than the one sign that they stand for, so that less of the text may stay.
*/
export function fitText(text: string, width: number, cut: AgentGlyphs['cut'], neighbours?: readonly string[]): string {
	if (displayWidth(text) <= width) {
		return text;
	}

	for (let room = width; room > 0; room--) {
		const fitted = (neighbours ? cutShared(text, room, neighbours) : cutText(text, room, 'end')).replaceAll('…', cut);
		if (displayWidth(fitted) <= width) {
			return fitted;
		}
	}

	return '';
}
