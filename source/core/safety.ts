import {tokenize} from './tokens.js';

/**
What a command does to its target. `look` runs, `probe` runs with limits and says so, `heavy` and
`change` need a yes. Whatever is unknown is `change`.
*/
export type Tier = 'look' | 'probe' | 'heavy' | 'change';

export type Judgement = {tier: Tier; reason: string};

const looking = new Set([
	'version', 'help', 'session', 'thread', 'jvm', 'memory', 'dashboard', 'sc', 'sm', 'jad', 'sysenv', 'mbean', 'perfcounter', 'pwd', 'echo', 'keymap',
]);
const probing = new Set(['watch', 'trace', 'stack', 'monitor', 'line']);
const heavy = new Set(['heapdump', 'vmtool', 'dump', 'classloader-metaspace']);

/** Commands that look as long as they are not given something to set or to run. */
const conditional: Record<string, (words: string[]) => boolean> = {
	classloader: words => !has(words, '--load'),
	sysprop: words => operands(words).length <= 1,
	vmoption: words => operands(words).length <= 1,
	options: words => operands(words).length <= 1,
	logger: words => !has(words, '-l', '--level'),
	getstatic: words => operands(words, '-x', '-c', '--classLoaderClass').length <= 2,
	history: words => !has(words, '-c', '--clear'),
	retransform: words => has(words, '-l', '--list') && operands(words).length === 0,
	profiler: words => ['status', 'list', 'actions', 'version', 'meminfo'].includes(words[0] ?? ''),
	jfr: words => words[0] === 'status',
	tt: words => has(words, '-l', '--list', '-i', '--index') && !has(words, ...ttWorks),
};

const ttWorks = ['-t', '--time-tunnel', '-p', '--play', '-d', '--delete', '--delete-all', '-w', '--watch-express', '-s', '--search-express'];

/** Judges one Arthas or host command line. It never throws: what can't be understood is `change`. */
export function tierOf(commandLine: string): Judgement {
	const {tokens, open} = tokenize(commandLine);
	const [name, ...words] = tokens;
	if (name === undefined) {
		return {tier: 'look', reason: 'nothing is asked'};
	}

	if (open) {
		return {tier: 'change', reason: 'a quote in it is never closed, so nobody can say what it does'};
	}

	// Arthas splits even a quoted word that starts or ends with a bar, and writes files for > and >>.
	if (words.some(word => word === '>' || word === '>>' || (word.length > 1 && /^\||\|$/u.test(word)) || word === '|')) {
		return words.some(word => word === '>' || word === '>>')
			? {tier: 'change', reason: '> writes a file on the target'}
			: {tier: 'change', reason: 'a pipe runs a second command'};
	}

	if (/^(?:get)?info\.[a-z.]+$/u.test(name) || looking.has(name)) {
		return {tier: 'look', reason: `${name} only looks`};
	}

	if (probing.has(name) || (name === 'tt' && has(words, '-t', '--time-tunnel') && !has(words, '-p', '-d', '--play', '--delete', '--delete-all'))) {
		return {tier: 'probe', reason: `${name} instruments the methods that it names`};
	}

	const isLook = conditional[name];
	if (isLook) {
		return isLook(words) ? {tier: 'look', reason: `${name} only looks here`} : {tier: 'change', reason: `${name} changes the target with these arguments`};
	}

	return heavy.has(name)
		? {tier: 'heavy', reason: `${name} is heavy for the target`}
		: {tier: 'change', reason: `${name} may change the target`};
}

function has(words: string[], ...options: string[]): boolean {
	return words.some(word => options.some(option => word === option || word.startsWith(`${option}=`) || (option.startsWith('--') && word.length > 3 && option.startsWith(word))
		|| (/^-[a-z]/iu.test(word) && !word.startsWith('--') && option.length === 2 && word.slice(1).includes(option[1]!))));
}

/** Words that are no options; `valued` names the options that take the next word. */
function operands(words: string[], ...valued: string[]): string[] {
	return words.filter((word, index) => !word.startsWith('-') && !valued.includes(words[index - 1] ?? ''));
}
