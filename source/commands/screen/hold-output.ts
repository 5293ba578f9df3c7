import process from 'node:process';
import {Writable} from 'node:stream';

/** So many characters of it are kept for the end. */
const most = 1 << 14;

/**
What Node and libraries print by themselves, such as warnings and complaints about sockets, would stand in the middle of the
screen until those cells change. While it is open each goes to `tell`, and all to stderr once the function that comes back was
called; at once where stderr is no terminal, and so not on the screen.
*/
export function holdOutput(tell: (text: string) => void): () => void {
	const {stderr} = process;
	const usual = globalThis.console;
	const printers = stderr.isTTY ? process.listeners('warning') : [];
	let held = '';
	const take = (text: string) => {
		if (stderr.isTTY) {
			held = `${held}${text}`.slice(-most);
			tell(text.trimEnd());
		} else {
			stderr.write(text);
		}
	};

	const warn = ({name, message}: Error) => {
		take(`${name}: ${message}\n`);
	};

	const release = () => {
		globalThis.console = usual;
		process.off('exit', release).off('warning', warn);
		for (const printer of printers) {
			process.on('warning', printer);
		}

		stderr.write(held);
		held = '';
	};

	globalThis.console = new usual.Console(new Writable({
		write(chunk, _encoding, done) {
			take(String(chunk));
			done();
		},
	}));
	for (const printer of printers) {
		process.off('warning', printer).on('warning', warn);
	}

	process.on('exit', release);
	return release;
}
