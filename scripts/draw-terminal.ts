import type {Buffer} from 'node:buffer';
import {fileURLToPath} from 'node:url';
import {Resvg} from '@resvg/resvg-js';
import type {IBufferCell, Terminal} from '@xterm/headless';

const cell = {width: 8.43, height: 17, size: 14};
const ground = '#1e1e1e';
const text = '#e6e9ee';
/** The 16 colours of xterm. */
const basic = ['#000000', '#cd0000', '#00cd00', '#cdcd00', '#1e90ff', '#cd00cd', '#00cdcd', '#e5e5e5', '#7f7f7f', '#ff0000', '#00ff00', '#ffff00', '#5c5cff', '#ff00ff', '#00ffff', '#ffffff'];

/** What is on the screen of an emulator, as a picture (PNG), each character exactly in its cell. */
export function drawTerminal(terminal: Terminal): Buffer {
	const {cols, rows} = terminal;
	const shapes: string[] = [];
	for (let row = 0; row < rows; row++) {
		const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
		for (let column = 0; column < cols; column++) {
			const at = line?.getCell(column);
			if (at && at.getWidth() > 0) {
				shapes.push(...drawCell(at, column, row));
			}
		}
	}

	const width = Math.ceil(cols * cell.width) + 16;
	const height = (rows * cell.height) + 16;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" rx="6" fill="${ground}"/><g transform="translate(8 8)" font-family="DejaVu Sans Mono" font-size="${cell.size}" xml:space="preserve">${shapes.join('')}</g></svg>`;
	const fonts = ['', '-Bold'].map(weight => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/DejaVuSansMono${weight}.ttf`)));
	return new Resvg(svg, {font: {fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Mono'}, fitTo: {mode: 'zoom', value: 1.5}}).render().asPng();
}

function drawCell(at: IBufferCell, column: number, row: number): string[] {
	const [front, back] = at.isInverse() ? [backOf(at) ?? ground, frontOf(at) ?? text] : [frontOf(at) ?? text, backOf(at)];
	const x = (column * cell.width).toFixed(2);
	const y = row * cell.height;
	const characters = at.getChars();
	return [
		...back === undefined ? [] : [`<rect x="${x}" y="${y}" width="${((at.getWidth() * cell.width) + 0.3).toFixed(2)}" height="${cell.height + 0.3}" fill="${back}"/>`],
		...characters.trim() === '' ? [] : [`<text x="${x}" y="${y + 13}" fill="${front}"${manner(at)}>${escaped(characters)}</text>`],
	];
}

function manner(at: IBufferCell): string {
	return (at.isBold() ? ' font-weight="bold"' : '') + (at.isUnderline() ? ' text-decoration="underline"' : '');
}

function frontOf(at: IBufferCell): string | undefined {
	return at.isFgDefault() ? undefined : (at.isFgRGB() ? hex(at.getFgColor()) : indexed(at.getFgColor()));
}

function backOf(at: IBufferCell): string | undefined {
	return at.isBgDefault() ? undefined : (at.isBgRGB() ? hex(at.getBgColor()) : indexed(at.getBgColor()));
}

function hex(color: number): string {
	return `#${color.toString(16).padStart(6, '0')}`;
}

/** The cube of 6 × 6 × 6 colours and the 24 greys of xterm. */
function indexed(index: number): string {
	if (index < 16) {
		return basic[index] ?? text;
	}

	if (index >= 232) {
		const grey = ((index - 232) * 10) + 8;
		return hex((grey << 16) | (grey << 8) | grey);
	}

	const level = (part: number) => part === 0 ? 0 : (part * 40) + 55;
	const place = index - 16;
	return hex((level(Math.floor(place / 36)) << 16) | (level(Math.floor(place / 6) % 6) << 8) | level(place % 6));
}

function escaped(characters: string): string {
	return characters.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
