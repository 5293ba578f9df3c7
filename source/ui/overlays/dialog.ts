import type {Row} from '../../views/layout.js';
import {lineWidth, wrapLine} from '../../views/fit-line.js';
import {middleRect, type OverlayContext, type OverlayPainting} from './overlay-view.js';

/** Some lines in the middle of the screen, with the edge that every overlay has. */
export function dialog({size, glyphs}: OverlayContext, lines: readonly Row[]): OverlayPainting {
	const widest = Math.max(...lines.map(line => lineWidth(line)), 30);
	const width = Math.min(widest + 5, size.columns - 4);
	const rows = lines.flatMap(line => line.length === 0 ? [line] : wrapLine(line, width - 3));
	const rect = middleRect(size, width, rows.length + 2);
	return {rect, rows: [[], ...rows, []].slice(0, rect.height).map(line => ({row: [{text: `${glyphs.overlay} `, style: 'accent'}, ...line]}))};
}
