import {ExactNumber} from './exact-number.js';

/** The number that `digits` spell: a plain one where a double holds it, with its digits where not. */
export function toNumber(digits: string): number | ExactNumber {
	const number = Number(digits);
	if (/^-?\d+$/u.test(digits)) {
		// An integer keeps its spelling too: 10^21 would come out with an exponent.
		return String(number) === digits || digits === '-0' ? number : new ExactNumber(digits);
	}

	return Number.isFinite(number) && decimal(digits) === decimal(String(number)) ? number : new ExactNumber(digits);
}

/** One spelling per value: sign, significant digits, exponent. */
function decimal(text: string): string {
	const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
	const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
	const digits = `${whole}${fraction}`.replace(/^0+/u, '');
	const significant = digits.replace(/0+$/u, '');
	if (significant === '') {
		return '0';
	}

	const scale = Number(exponent) - fraction.length + digits.length - significant.length;
	return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${scale}`;
}
