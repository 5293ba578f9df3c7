export type JvmLine = {options: string[]; main: string | null; arguments: string[]};

/** Options of the launcher whose value is the next word. */
const spaced = new Set(['-cp',
	'-classpath',
	'--class-path',
	'-p',
	'--module-path',
	'--upgrade-module-path',
	'--add-modules',
	'--add-exports',
	'--add-opens',
	'--add-reads',
	'--limit-modules',
	'--patch-module',
	'--enable-native-access',
	'--source',
	'-d']);

/** Reads a command line as Java's launcher does: options of the machine, then the class, jar or module, then what the program gets. */
export function readJvmLine([, ...words]: readonly string[]): JvmLine {
	const options: string[] = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index] ?? '';
		if (word === '-jar' || word === '-m' || word === '--module') {
			return {options, main: words[index + 1] ?? null, arguments: words.slice(index + 2)};
		}

		if (!word.startsWith('-') && !word.startsWith('@')) {
			return {options, main: word, arguments: words.slice(index + 1)};
		}

		options.push(word);
		if (spaced.has(word)) {
			index++;
			options.push(words[index] ?? '');
		}
	}

	return {options, main: null, arguments: []};
}
