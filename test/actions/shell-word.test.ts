import {execFileSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {shellWord} from '../../source/actions/shell-word.js';

it.each(['order-1', 'x\n$(touch /tmp/owned)', '\'; rm -rf /; \'', '`id`', '$HOME', '', 'a b', '-n', '\\', '"'])('gives %j to a shell as it is', text => {
	expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], {encoding: 'utf8'})).toBe(text);
});
