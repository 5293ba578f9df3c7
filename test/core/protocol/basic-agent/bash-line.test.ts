import {expect, test} from 'vitest';
import {parseBashLine} from '../../../../source/core/protocol/basic-agent/bash-line.js';

test.each([
	['uname -a', {seconds: 120, command: 'uname -a'}],
	['-t 5 sleep 1', {seconds: 5, command: 'sleep 1'}],
	['-u bob -g adm -t 7 id -un', {
		seconds: 7, user: 'bob', group: 'adm', command: 'id -un',
	}],
	['-- -t 5', {seconds: 120, command: '-t 5'}],
	['echo  two   blanks', {seconds: 120, command: 'echo  two   blanks'}],
	['\'echo "a b" | wc -c\'', {seconds: 120, command: 'echo "a b" | wc -c'}],
	['"echo hi"', {seconds: 120, command: 'echo hi'}],
	['"echo" "hi"', {seconds: 120, command: '"echo" "hi"'}],
	['\'a\'; echo \'b\'', {seconds: 120, command: '\'a\'; echo \'b\''}],
	['\'', {seconds: 120, command: '\''}],
	['-t 3 echo one\necho two', {seconds: 3, command: 'echo one\necho two'}],
	['echo -t 3', {seconds: 120, command: 'echo -t 3'}],
	['-t 86400 true', {seconds: 86_400, command: 'true'}],
])('%j', (args, expected) => {
	expect(parseBashLine(args)).toEqual(expected);
});

test.each([
	['', 'no command line'],
	['-t 5', 'no command line'],
	['""', 'no command line'],
	['\'  \'', 'no command line'],
	['-t 0 true', '-t takes whole seconds from 1 to 86400'],
	['-t 1.5 true', '-t takes whole seconds from 1 to 86400'],
	['-t -1 true', '-t takes whole seconds from 1 to 86400'],
	['-t 86401 true', '-t takes whole seconds from 1 to 86400'],
	['-t soon true', '-t takes whole seconds from 1 to 86400'],
	['-x true', 'unknown option -x'],
	['-t', 'unknown option -t'],
	['--timeout 5 true', 'unknown option --timeout'],
])('%j is a problem', (args, problem) => {
	expect(parseBashLine(args)).toEqual({problem});
});
