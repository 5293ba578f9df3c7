import {expect, test} from 'vitest';
import {commandsOf} from '../../../source/core/arthas-commands.js';
import {lintCommand, type Remark} from '../../../source/workspace/command.js';

const commands = commandsOf({kind: 'jvm', version: '4.1.5'});
const host = commandsOf({kind: 'host', version: null});

/** `kind(the part of the line, more)`. */
function told(line: string, known = commands): string[] {
	return lintCommand(line, known).map(({kind, start, end, ...more}: Remark) => `${kind}(${[line.slice(start, end), ...Object.values(more)].filter(Boolean).join(' → ')})`);
}

test.each<[line: string, remarks: string[]]>([
	['', []],
	['   ', []],
	['jvm', []],
	['jvn', ['unknown-command(jvn → jvm)']],
	['blorp', ['unknown-command(blorp)']],
	['watch', ['no-limit(watch)', 'missing(class)']],
	['watch a.B', ['no-limit(watch)', 'missing(method)']],
	['watch a.B c', ['no-limit(watch)']],
	['watch a.B c -n 5', []],
	['watch a.B c -n5 -x 2', []],
	['watch a.B c --limits=5', []],
	['watch a.B c --lim 5', []],
	['watch -h', []],
	['watch a.B c -n 5 -bf', []],
	['watch a.B c -n 5 -be{}', ['unknown-option(-be{})']],
	['watch a.B c -n 5 --expnad 2', ['unknown-option(--expnad → --expand)']],
	['watch a.B c -n 5 --nope', ['unknown-option(--nope)']],
	['watch a.B c -n 5 -q', ['unknown-option(-q)']],
	['watch a.B c -n 5 {params} \'-1 < params[0]\'', []],
	['watch a.B c -n 5 -- -x', []],
	['watch a.B c -n 5 {params} params[0]=1', ['assignment(=)']],
	['watch a.B c -n 5 {params} "params[0]=1"', ['assignment(=)']],
	['watch a.B c -n 5 {params} \'params[0] = 1 && x >= 2\'', ['assignment(=)']],
	['watch a.B c -n 5 {params} \'params[0] == 1 && x != 2 && y <= 3\'', []],
	['watch a.B c -n 5 {params} \'params[0] == "a=b"\'', []],
	['watch a.B c -n 5 {params} "params[0] == \'a=b\'"', []],
	['watch a.B c -n 5 {params} \'#hits = 3, #hits == 3\'', []],
	['watch a.B c -n 5 \'params[0]=1\'', []],
	['trace a.B c \'#cost=1\' -n 1', []],
	['trace a.B c \'cost=1\' -n 1', ['assignment(=)']],
	['tt -s \'method.name="run"\'', ['assignment(=)']],
	['tt -l', []],
	['tt -t a.B c', ['no-limit(tt)']],
	['watch a.B c \'{params', ['open-quote(\'{params)']],
	['wacth a.B "', ['unknown-command(wacth → watch)', 'open-quote(")']],
	['thread -n', []],
	['thread -n -1', []],
	['sc -cs x demo.*', []],
	['sc', ['missing(class)']],
	['dashboard', ['no-limit(dashboard)']],
	['line --class a.B', ['too-new(line → 4.3.0)']],
	['getinfo.kernel', []],
	['ognl \'@a.B@c = 1\'', []],
])('%s', (line, remarks) => {
	expect(told(line)).toEqual(remarks);
});

test('an older Arthas does not have every option', () => {
	expect(told('stack a.B c -n 1 --timeout 60', commandsOf({kind: 'jvm', version: '3.7.2'}))).toEqual(['too-new(--timeout → 4.1.3)']);
});

test('what a host hands to bash is not ours to judge', () => {
	expect(told('sync.bash -t 5 ls -la --color=auto', host)).toEqual([]);
	expect(told('sync.bash --nope ls', host)).toEqual(['unknown-option(--nope)']);
	expect(told('sync.bash', host)).toEqual(['missing(word)']);
	expect(told('getinfo.disks', host)).toEqual([]);
	expect(told('watch', host)).toEqual(['unknown-command(watch)']);
});
