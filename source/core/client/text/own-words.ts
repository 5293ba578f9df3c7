import {tokenize} from '../../tokens.js';

/** Commands that print their own words and nothing of the application, which may name its threads and classes as it likes. */
const names = new Set(['version', 'echo', 'pwd', 'session', 'memory', 'help', 'keymap', 'reset']);

/** Whether the output of a command is sure to hold no line that equals the prompt of the console. */
export function isOwnWords(commandLine: string): boolean {
	const {tokens, open} = tokenize(commandLine);
	return !open && names.has(tokens[0] ?? '') && !commandLine.includes('[arthas@') && !tokens.some(token => /^\||\|$|^>>?$/u.test(token));
}
