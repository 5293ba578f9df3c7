/** Modes that a program may leave switched on, by their numbers: keys, screens, mouse, focus, paste. */
const restored = new Set(['1', '9', '47', '1000', '1002', '1003', '1004', '1005', '1006', '1015', '1047', '1049', '2004']);
const cursor = '25';

/**
Sees what a remote program switches in this terminal and gives the sequence that takes it back.
Nothing is taken back that was not switched: leaving an alternate screen that is not there would move the cursor.
*/
export function createModeTracker(): {see(text: string): void; undo(): string} {
	const switched = new Set<string>();
	let isTouched = false;
	let tail = '';
	return {
		see(text) {
			const seen = tail + text;
			isTouched ||= seen.includes('\u{1B}');
			// eslint-disable-next-line no-control-regex
			for (const [, modes = '', action] of seen.matchAll(/\u{1B}\[\?([\d;]+)([hl])/gu)) {
				for (const mode of modes.split(';')) {
					const isSwitched = mode === cursor ? action === 'l' : restored.has(mode) && action === 'h';
					switched[isSwitched ? 'add' : 'delete'](mode);
				}
			}

			// A sequence may end in the next piece; one that is longer than this is none of these.
			// eslint-disable-next-line no-control-regex
			tail = /\u{1B}(?:\[(?:\?[\d;]{0,40})?)?$/u.exec(seen)?.[0] ?? '';
		},
		undo() {
			const back = [...switched].map(mode => `\u{1B}[?${mode}${mode === cursor ? 'h' : 'l'}`).join('');
			switched.clear();
			// Colours off, keypad and character set as usual.
			return isTouched ? `${back}\u{1B}[0m\u{1B}>\u{F}` : '';
		},
	};
}
