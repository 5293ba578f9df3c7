const meant: Record<string, string> = {
	'-c': '--command', '--command': '--command', '-a': '--args', '--args': '--args', '--watch': '--every', '--every': '--every',
};

/**
The words of `info` with its own short flags spelled out. BasicAgentCtl gave it -c and -a; -c is --connect elsewhere, and the
value of -a begins with a dash as a rule, which the parser takes for the next flag.
*/
export function infoWords(argv: readonly string[]): string[] {
	if (argv[0] !== 'info') {
		return [...argv];
	}

	const words: string[] = [];
	for (let index = 0; index < argv.length; index++) {
		const word = argv[index] ?? '';
		const [name = '', ...value] = word.split('=');
		const long = meant[name];
		if (long === undefined || word === '--') {
			words.push(word);
		} else {
			words.push(`${long}=${value.length > 0 ? value.join('=') : argv[++index] ?? ''}`);
		}
	}

	return words;
}
