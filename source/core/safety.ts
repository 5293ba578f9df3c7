import {arthasCommands, commandsOf} from './arthas-commands.js';
import {hasOption, operandsOf} from './command-options.js';
import {findAssignments} from './find-assignments.js';
import {nearest} from './nearest.js';
import {tokenize} from './tokens.js';

/**
What a command does to its target. `look` runs, `probe` runs with limits and says so, `heavy` and
`change` need a yes. Whatever is unknown is `change`.
*/
export type Tier = 'look' | 'probe' | 'heavy' | 'change';

export type Judgement = {tier: Tier; reason: string};

const looking = new Set([
	'version',
	'help',
	'session',
	'thread',
	'jvm',
	'memory',
	'dashboard',
	'sc',
	'sm',
	'jad',
	'sysenv',
	'mbean',
	'perfcounter',
	'pwd',
	'echo',
	'keymap',
	'log.read',
	'async.query',
	'cron.list',
	'cron.history',
	'namespaces',
	'traffic',
	'members',
	'vars',
	'plugins.list',
]);
const probing = new Set(['watch', 'trace', 'stack', 'monitor', 'line']);

/** Why these need a yes although they leave the application as it is. */
const heavy: Record<string, string> = {
	heapdump: 'heapdump stops the JVM while it writes a file as large as the heap',
	dump: 'dump writes class files on the target',
	vmtool: 'vmtool walks the heap and can run code on what it finds',
	'classloader-metaspace': 'classloader-metaspace starts a flight recording',
	cat: 'cat shows files of the target host',
	base64: 'base64 reads files of the target host and can write one',
};

/**
Commands that look as long as they are given nothing to set or to run. An option that Arthas does not
know is an operand there, so only known ones may stand beside the operands.
*/
const conditional: Record<string, (words: string[]) => boolean> = {
	classloader: words => !hasOption(words, '--load'),
	sysprop: words => words.length <= 1,
	vmoption: words => words.length <= 1,
	options: words => words.length <= 1,
	getstatic: words => operands(words).length <= 2,
	logger: words => !hasOption(words, '-l', '--level'),
	history: words => !hasOption(words, '-c', '--clear'),
	retransform: words => words.length === 1 && hasOption(words, '-l', '--list'),
	profiler: words => ['status', 'list', 'actions', 'version', 'meminfo', 'getSamples'].includes(words[0] ?? ''),
	jfr: words => words[0] === 'status',
	tt: words => hasOption(words, '-l', '--list', '-i', '--index') && !hasOption(words, '-t', '--time-tunnel', '-w', '--watch-express', '-s', '--search-express', ...ttChanges),
};

const ttChanges = ['-p', '--play', '-d', '--delete', '--delete-all'];

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

	return judgeWords(words) ?? judgeCommand(name, words);
}

/** What any command does beside its own work. Arthas takes even a quoted word with a bar at its start or end for a pipe. */
function judgeWords(words: string[]): Judgement | undefined {
	if (words.includes('>') || words.includes('>>')) {
		return {tier: 'change', reason: '> writes a file on the target'};
	}

	return words.some(word => /^\||\|$/u.test(word))
		? {tier: 'change', reason: 'a pipe runs a second command'}
		: undefined;
}

function judgeCommand(name: string, words: string[]): Judgement {
	const isHelp = words.length === 1 && (words[0] === '-h' || words[0] === '--help');
	if (isHelp || /^(?:get)?info\.[a-z.]+$/u.test(name) || looking.has(name) || (name === 'line' && hasOption(words, '--list-lines'))) {
		return {tier: 'look', reason: `${name} only looks`};
	}

	const isProbe = probing.has(name) || (name === 'tt' && hasOption(words, '-t', '--time-tunnel') && !hasOption(words, ...ttChanges));
	if (isProbe) {
		return changesByExpression(words)
			? {tier: 'change', reason: `the expression of ${name} sets something, makes an object or calls a static method`}
			: {tier: 'probe', reason: `${name} instruments the methods that it names`};
	}

	const isLook = Object.hasOwn(conditional, name) ? conditional[name] : undefined;
	if (isLook) {
		return isLook(words) ? {tier: 'look', reason: `${name} only looks here`} : {tier: 'change', reason: `${name} changes the target with these arguments`};
	}

	const reason = Object.hasOwn(heavy, name) ? heavy[name] : undefined;
	return reason ? {tier: 'heavy', reason} : {tier: 'change', reason: reasonOfUnjudged(name)};
}

/** What the worst of them do, which their names don't say. */
const changes: Record<string, string> = {
	stop: 'stop ends Arthas on the target for everybody who uses it, and takes back all that it instrumented',
	shutdown: 'shutdown ends Arthas on the target for everybody who uses it',
	reset: 'reset takes back what was instrumented on the target, also for others who watch there',
	redefine: 'redefine replaces code of the running application',
	mc: 'mc compiles code on the target',
	'plugins.run': 'plugins.run runs a script on the host, also where its plugin is disabled',
	'plugins.update': 'plugins.update fetches code that runs on the host from then on',
	'plugins.enable': 'plugins.enable lets a script run on the host in its cycle',
	'plugins.disable': 'plugins.disable stops the figures of a plugin for a day',
	'metrics.post': 'metrics.post writes figures into the monitoring',
};

/** OGNL takes blanks between the parts of a call. */
const callsStatic = /@[\w$.\s]+@[\w$\s]+\(/u;
/** Making one may open a file or a socket; arrays do nothing. */
const makesObject = /(?<![\w$.])new\s[\w$.\s]{1,300}\(/u;

/** What stands behind class and method is OGNL, which runs with each hit: it can do all that `ognl` can. */
function changesByExpression(words: string[]): boolean {
	return operandsOf(words).slice(2).some(word => findAssignments(word).length > 0 || callsStatic.test(word) || makesObject.test(word));
}

/** A slip of the fingers is told as one. Two letters are near to too many words. */
function reasonOfUnjudged(name: string): string {
	const told = Object.hasOwn(changes, name) ? changes[name] : undefined;
	if (told !== undefined) {
		return told;
	}

	const known = [...arthasCommands, ...commandsOf({kind: 'host', version: null})].map(command => command.name);
	const meant = known.includes(name) || name.length < 3 ? undefined : nearest(name, known);
	return meant === undefined ? `${name} may change the target` : `${name} is unknown (did you mean ${meant}?) and may change the target`;
}

/** Words that are no options of `getstatic`, nor their values. */
function operands(words: string[]): string[] {
	return words.filter((word, index) => !isGetstaticOption(word) && !/^(?:-x|-c|--expand|--classLoader|--classLoaderClass)$/u.test(words[index - 1] ?? ''));
}

function isGetstaticOption(word: string): boolean {
	return /^-(?:E|x\d*|x=\d+|c|c=.*|-regex|-expand(?:=.*)?|-classLoader(?:Class)?(?:=.*)?)$/u.test(word);
}
