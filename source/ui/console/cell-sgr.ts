import type {IBufferCell} from '@xterm/headless';

/**
The parameters of the SGR sequence that shows a cell; nothing for a plain one. Blinking is left out, and what is invisible
is the painter's business, because some terminals show it.

@param reversed Whether it is shown with text and ground exchanged, as what a search found.
*/
export function cellSgr(cell: IBufferCell, reversed = false): string {
	if (cell.isAttributeDefault() && !reversed) {
		return '';
	}

	const isInverse = (cell.isInverse() !== 0) !== reversed;
	let sgr = cell.isBold() ? '1' : '';
	for (const [parameter, isOn] of [
		['2', cell.isDim()], ['3', cell.isItalic()], ['4', cell.isUnderline()], ['7', isInverse], ['9', cell.isStrikethrough()],
	] as const) {
		sgr = isOn ? added(sgr, parameter) : sgr;
	}

	sgr = cell.isFgDefault() ? sgr : added(sgr, color(38, cell.isFgRGB(), cell.getFgColor()));
	return cell.isBgDefault() ? sgr : added(sgr, color(48, cell.isBgRGB(), cell.getBgColor()));
}

function added(sgr: string, parameter: string): string {
	return sgr === '' ? parameter : `${sgr};${parameter}`;
}

function color(what: 38 | 48, isRgb: boolean, value: number): string {
	return isRgb ? `${what};2;${value >> 16};${(value >> 8) & 255};${value & 255}` : `${what};5;${value}`;
}
