import type {MouseEvent} from './input-event.js';
import type {Token} from './token.js';

/** The parameters of `CSI < button ; column ; row M`; the last letter is `m` where a button came up. */
export function readMouse(body: string, last: string): MouseEvent | undefined {
	const [, bits, column, row] = /^(\d{1,4});(\d{1,5});(\d{1,5})$/u.exec(body) ?? [];
	if (bits === undefined || (last !== 'M' && last !== 'm')) {
		return undefined;
	}

	return mouseEvent(Number(bits), Number(column), Number(row), last === 'm');
}

/** `CSI M` and three characters, from a terminal that does not know the newer form. A button that comes up has no number there. */
export function readOldMouse(text: string, at: number): Token | undefined {
	const codes = [3, 4, 5].map(offset => text.codePointAt(at + offset));
	const [bits, column, row] = codes.map(code => code === undefined ? undefined : code - 32);
	if (bits === undefined || column === undefined || row === undefined) {
		// What no mouse sends is another key, which began before this sequence ended.
		const broken = codes.findIndex(code => code !== undefined && code < 32);
		return broken === -1 ? undefined : {length: 3 + broken};
	}

	const broken = [bits, column, row].findIndex(value => value < 0);
	if (broken !== -1) {
		return {length: 3 + broken};
	}

	const isRelease = (bits & 3) === 3 && (bits & wheel) === 0;
	return {length: 6, event: mouseEvent(isRelease ? bits & ~3 : bits, column, row, isRelease)};
}

const motion = 32;
const wheel = 64;
const furtherButtons = 128;

function mouseEvent(bits: number, column: number, row: number, isRelease: boolean): MouseEvent | undefined {
	const action = actionOf(bits, isRelease);
	if (action === undefined || column < 1 || row < 1) {
		return undefined;
	}

	return {
		kind: 'mouse',
		action,
		button: action.startsWith('wheel') ? 0 : bits & 3,
		column,
		row,
		ctrl: (bits & 16) !== 0,
		alt: (bits & 8) !== 0,
		shift: (bits & 4) !== 0,
	};
}

/** Sideways wheels, buttons for going back and moves without a button mean nothing here. */
function actionOf(bits: number, isRelease: boolean): MouseEvent['action'] | undefined {
	if (bits & furtherButtons) {
		return undefined;
	}

	if (bits & wheel) {
		return ([undefined, 'wheel-up', 'wheel-down'] as const)[isRelease || (bits & 2) ? 0 : (bits & 1) + 1];
	}

	if ((bits & 3) === 3) {
		return undefined;
	}

	if (isRelease) {
		return 'release';
	}

	return bits & motion ? 'drag' : 'press';
}
