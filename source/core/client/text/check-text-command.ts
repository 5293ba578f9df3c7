import {ArthasError} from '../../error.js';
import {tokenize} from '../../tokens.js';
import {longestCommand} from './text-console.js';

/** Why a command can't be typed at a terminal, where each key does something and a line ends the command. */
export function checkTextCommand(commandLine: string): ArthasError | undefined {
	// eslint-disable-next-line no-control-regex -- finding control characters is the point.
	if (/[\u0000-\u001F\u007F]/u.test(commandLine)) {
		return refused('a tab, a new line or another control character can\'t be typed as a part of a command', 'write it in one line; this agent has only its terminal');
	}

	if (tokenize(commandLine).open || /\\\s*$/u.test(commandLine)) {
		return refused('the command isn\'t finished: a quote in it is never closed, or a backslash ends it', 'the terminal of the agent would wait for the rest');
	}

	if (/&\s*$/u.test(commandLine)) {
		return refused('a command in the background (&) prints when another one may be running', 'leave the & out; several commands can run side by side here');
	}

	return commandLine.length > longestCommand
		? refused(`the command is longer than the ${longestCommand} characters that can be typed in one line`, 'put the data into a file on the target')
		: undefined;
}

function refused(message: string, hint: string): ArthasError {
	return new ArthasError('ERR_USAGE', message, {hint});
}
