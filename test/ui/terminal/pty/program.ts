import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import process from 'node:process';
import {createCompositor} from '../../../../source/ui/terminal/compositor.js';
import {openTerminal} from '../../../../source/ui/terminal/terminal.js';
import {createTheme} from '../../../../source/ui/terminal/theme.js';

// A screen of one line that does what a key says. It runs in a terminal of its own, started by the tests.
let presses = 0;
const terminal = openTerminal({
	stdin: process.stdin,
	stdout: process.stdout,
	env: process.env,
	onEvent(event) {
		if (event.kind === 'key') {
			void act(event.name);
		}
	},
	onResize({columns, rows}) {
		compositor.resize(columns, rows);
		show('again');
	},
});
const compositor = createCompositor({
	...terminal.size(), write: terminal.frame, synchronized: terminal.synchronized, colors: terminal.colors, theme: createTheme({colors: terminal.colors}),
});

function show(word: string): void {
	const {columns, rows} = terminal.size();
	compositor.frame(`${word} pid=${process.pid} size=${columns}x${rows} presses=${presses}`);
	compositor.paint();
}

async function act(key: string): Promise<void> {
	presses++;
	switch (key) {
		case 'q': {
			await terminal.close();
			break;
		}

		case 'x': {
			return process.exit(3);
		}

		case 't': {
			setImmediate(() => {
				throw new Error('thrown on purpose');
			});
			break;
		}

		case 'r': {
			void Promise.reject(new Error('rejected on purpose'));
			break;
		}

		case 'e': {
			await terminal.withTerminal(async () => {
				spawnSync('sh', ['-c', 'stty -a > during; echo "the editor ran"'], {stdio: 'inherit'});
			});
			break;
		}

		case 'ctrl-z': {
			await terminal.suspend();
			break;
		}

		case 'w': {
			terminal.write('\u{1B}[m'.repeat(1 << 18));
			writeFileSync('wrote', '');
			break;
		}

		case 'm': {
			terminal.mouse(true);
			break;
		}

		default: {
			show('pressed');
		}
	}
}

show('ready');
