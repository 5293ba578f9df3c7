import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {Notice} from '../../workspace/notices.js';
import type {Glyphs} from '../glyphs.js';
import {betweenEdges} from './sgr-text.js';

/** Notices, one a row, the newest below. */
export function noticeRows(notices: readonly Notice[], width: number, glyphs: Glyphs): Row[] {
	return notices.map(({level, text, count, until}) => betweenEdges(
		[
			{text: ` ${level === 'info' ? 'i' : glyphs.alert} `, style: level},
			{text: safeText(text), style: level === 'info' ? undefined : level},
			...count > 1 ? [{text: ` ×${count}`, style: 'dim' as const}] : [],
		],
		until === null ? [{text: 'esc ', style: 'accent'}] : [],
		width,
	));
}
