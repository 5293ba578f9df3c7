import {expect, it} from 'vitest';
import {usesColor} from '../../source/commands/uses-color.js';

const terminal = {isTerminal: true, isPlain: false, env: {TERM: 'xterm'}};

it.each([
	['a terminal', terminal, true],
	['a pipe', {...terminal, isTerminal: false}, false],
	['--plain', {...terminal, isPlain: true}, false],
	['NO_COLOR', {...terminal, env: {TERM: 'xterm', NO_COLOR: '1'}}, false],
	['an empty NO_COLOR, which says nothing', {...terminal, env: {TERM: 'xterm', NO_COLOR: ''}}, true],
	['a dumb terminal', {...terminal, env: {TERM: 'dumb'}}, false],
])('%s', (_, given, wanted) => {
	expect(usesColor(given)).toBe(wanted);
});
