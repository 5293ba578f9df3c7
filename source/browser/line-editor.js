// One line that is typed into a terminal which nobody else draws on: the row shows as much of its end as fits.

/** Gives `onLine` each line that is entered, `onInterrupt` each Ctrl-C while `prompt` isn't shown. */
export function createLineEditor(terminal, {prompt, onLine, onInterrupt}) {
	const history = [];
	let [line, at, isOpen] = ['', 0, false];

	const draw = () => {
		let shown = [...line];
		while (widthOf(shown) > terminal.cols - prompt.length - 1) {
			shown = shown.slice(1);
		}

		terminal.write(`\r\u001B[K${prompt}${shown.join('')}`);
	};

	const show = (text, place) => {
		[line, at] = [text, place];
		draw();
	};

	const enter = () => {
		terminal.write('\r\n');
		isOpen = false;
		if (line !== '' && line !== history.at(-1)) {
			history.push(line);
		}

		onLine(line);
	};

	const keys = {
		'\r': enter,
		'\u007F': () => show([...line].slice(0, -1).join(''), history.length),
		'\u0003'() {
			terminal.write('^C\r\n');
			show('', history.length);
		},
		'\u0015': () => show('', history.length),
		'\u001B[A': () => at > 0 && show(history[at - 1], at - 1),
		'\u001B[B': () => at < history.length && show(history[at + 1] ?? '', at + 1),
	};

	return {
		open() {
			isOpen = true;
			show('', history.length);
		},
		/** What the terminal was given: a key, or something pasted, of which the first line is taken. */
		take(data) {
			if (!isOpen) {
				if (data === '\u0003') {
					onInterrupt();
				}
			} else if (Object.hasOwn(keys, data)) {
				keys[data]();
			} else {
				// eslint-disable-next-line no-control-regex
				show(line + data.split(/[\r\n]/u, 1)[0].replaceAll(/\u001B\[[\d;]*.|[\u0000-\u001F\u007F]/gu, ''), history.length);
			}
		},
	};
}

/** East Asian letters and pictures take two cells. */
function widthOf(letters) {
	return letters.reduce((sum, letter) => sum + (letter.codePointAt(0) >= 0x11_00 ? 2 : 1), 0);
}
