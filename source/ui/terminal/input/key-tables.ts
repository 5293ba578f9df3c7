/** Keys by the last letter of `CSI … letter` and `SS3 letter`. */
export const letterKeys = new Map([
	['A', 'up'],
	['B', 'down'],
	['C', 'right'],
	['D', 'left'],
	['E', 'begin'],
	['F', 'end'],
	['H', 'home'],
	['P', 'f1'],
	['Q', 'f2'],
	['R', 'f3'],
	['S', 'f4'],
]);

/** Keys by the number of `CSI number ~`, as xterm, rxvt, screen, tmux and the Linux console send them. */
export const numberKeys = new Map([
	[1, 'home'],
	[2, 'insert'],
	[3, 'delete'],
	[4, 'end'],
	[5, 'pageup'],
	[6, 'pagedown'],
	[7, 'home'],
	[8, 'end'],
	...functionKeys([11, 12, 13, 14, 15], 1),
	...functionKeys([17, 18, 19, 20, 21], 6),
	...functionKeys([23, 24, 25, 26], 11),
	...functionKeys([28, 29], 15),
	...functionKeys([31, 32, 33, 34], 17),
]);

/** Keys of the keypad in application mode, by the letter after `SS3`: what they would type, or their name. */
export const keypadKeys = new Map([
	...[...'jklmnopqrstuvwxy'].map((letter, index) => [letter, '*+,-./0123456789'.charAt(index)] as const),
	['X', '='],
	['I', 'tab'],
	['M', 'enter'],
	[' ', 'space'],
]);

/** Arrows that rxvt sends as small letters: with Shift after `CSI`, with Ctrl after `SS3`. */
export const smallArrows = new Map([['a', 'up'], ['b', 'down'], ['c', 'right'], ['d', 'left']]);

/** Keys without a character in the private area that kitty's protocol uses. Those that are not here, such as Shift alone, do nothing. */
export const kittyKeys = new Map([
	...[...'0123456789./*-+'].map((character, index) => [57_399 + index, character] as const),
	[57_414, 'enter'],
	[57_415, '='],
	[57_416, ','],
	...['left', 'right', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', 'insert', 'delete', 'begin'].map((name, index) => [57_417 + index, name] as const),
	...functionKeys(Array.from({length: 23}, (_, index) => 57_376 + index), 13),
]);

function functionKeys(codes: number[], first: number): Array<[number, string]> {
	return codes.map((code, index) => [code, `f${first + index}`]);
}
