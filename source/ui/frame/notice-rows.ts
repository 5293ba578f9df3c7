import {lineWidth, wrapLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {Notice} from '../../workspace/notices.js';
import type {Glyphs} from '../glyphs.js';
import {betweenEdges} from './sgr-text.js';

const mostRows = 3;

/**
Notices, the newest below. One that warns has as many rows as it takes, up to three: what to do stands at its end.

@param how The keys that send away those that stay.
*/
export function noticeRows(notices: readonly Notice[], width: number, glyphs: Glyphs, how: string): Row[] {
	return notices.flatMap(({level, text, count, until}) => {
		const style = level === 'info' ? undefined : level;
		const right: Row = until === null ? [{text: `${how} `, style: 'accent'}] : [];
		const room = width - 3 - lineWidth(right) - 2;
		const whole: Row = [{text: safeText(text), style}, ...count > 1 ? [{text: ` ×${count}`, style: 'dim' as const}] : []];
		const lines = level === 'info' ? [whole] : wrapLine(whole, room);
		// What is too long even so is cut where it is seen to be.
		const rows = lines.length > mostRows ? [...lines.slice(0, mostRows - 1), lines.slice(mostRows - 1).flat()] : lines;
		return rows.map((line, at) => betweenEdges([at === 0 ? {text: ` ${level === 'info' ? 'i' : glyphs.alert} `, style: level} : {text: '   '}, ...line], at === 0 ? right : [], width));
	});
}
