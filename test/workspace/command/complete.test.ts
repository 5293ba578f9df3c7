import {expect, test} from 'vitest';
import {commandsOf} from '../../../source/core/arthas-commands.js';
import {complete} from '../../../source/workspace/command.js';

const names: Record<string, string[]> = {
	'classes demo.M': ['demo.MathGame', 'demo.Main$Inner'],
	'classes Math': ['demo.MathGame', 'java.lang.Math'],
	'methods demo.MathGame': ['main', 'primeFactors', 'print', 'run'],
};

/** `|` is the cursor; gives what stands in the line for each item. */
function lines(drawn: string, kind: 'jvm' | 'host' = 'jvm'): {lines: string[]; asks: string | undefined} {
	const caret = drawn.indexOf('|');
	const line = drawn.replace('|', '');
	const {start, end, items, question} = complete(line, caret, {
		commands: commandsOf({kind, version: '4.1.5'}),
		names: asked => names[Object.values(asked).join(' ')] ?? [],
	});
	return {lines: items.map(({text}) => line.slice(0, start) + text + line.slice(end)), asks: question && Object.values(question).join(' ')};
}

test.each<[drawn: string, completed: string[], asks?: string]>([
	['wat|', ['watch']],
	['s|', ['stack', 'sc', 'sm', 'sysprop', 'sysenv', 'stop', 'session']],
	['  wa|', ['  watch']],
	['wa|tch a', ['watch a']],
	['blorp|', []],
	['blorp -|', []],
	['watch demo.M|', ['watch demo.MathGame', 'watch demo.Main$Inner'], 'classes demo.M'],
	['watch Math| run', ['watch demo.MathGame run', 'watch java.lang.Math run'], 'classes Math'],
	['watch d|', []],
	['watch *Math|', []],
	['watch zz|', [], 'classes zz'],
	['watch demo.MathGame pri|', ['watch demo.MathGame primeFactors', 'watch demo.MathGame print'], 'methods demo.MathGame'],
	['watch -n 5 demo.MathGame r|', ['watch -n 5 demo.MathGame run'], 'methods demo.MathGame'],
	['watch demo.* r|', []],
	['watch demo.MathGame run -ex|', ['watch demo.MathGame run --expand', 'watch demo.MathGame run --exception', 'watch demo.MathGame run --exclude-class-pattern']],
	['watch demo.MathGame run --ti|', ['watch demo.MathGame run --timeout']],
	['watch -e|', ['watch -e', 'watch --expand', 'watch --exclude-class-pattern']],
	['watch -n 5 --li|', ['watch -n 5 --listenerId']],
	['watch a.B c -x |', ['watch a.B c -x 1', 'watch a.B c -x 2', 'watch a.B c -x 3', 'watch a.B c -x 4']],
	['watch a.B c \'{par|', []],
	['watch a.B c "x"|', []],
	['thread --state wai|', ['thread --state WAITING']],
	['vmtool -a getInstances --className demo.M|', ['vmtool -a getInstances --className demo.MathGame', 'vmtool -a getInstances --className demo.Main$Inner'], 'classes demo.M'],
	['profiler st|', ['profiler start', 'profiler stop', 'profiler status']],
	['options js|', ['options json-format']],
	['help wa|', ['help watch']],
	['tt -|', [
		't', 'l', 'i', 'w', 's', 'p', '-replay-times', '-replay-interval', 'd', '-delete-all', 'x', 'n', '-timeout', 'E', '-exclude-class-pattern', 'm', 'L', '-listenerId', 'v', 'c', 'M', 'h',
	].map(option => `tt -${option}`)],
	['dashboard |', ['dashboard -i', 'dashboard -n', 'dashboard -h']],
	['dashboard --|', ['dashboard --interval', 'dashboard --number-of-execution', 'dashboard --help']],
])('%s', (drawn, completed, asks) => {
	expect(lines(drawn)).toEqual({lines: completed, asks});
});

test('a host has its own commands', () => {
	expect(lines('getinfo.k|', 'host').lines).toEqual(['getinfo.kernel']);
	expect(lines('getinfo.|', 'host').lines).toEqual(expect.arrayContaining(['getinfo.processes', 'getinfo.users']));
	expect(lines('sync.bash -|', 'host').lines).toEqual(['sync.bash -t', 'sync.bash -u', 'sync.bash -g']);
	expect(lines('sync.bash ls -|', 'host').lines).toEqual([]);
});

test('an option shows all its names and what it is for', () => {
	const {items} = complete('watch -x', 8, {commands: commandsOf({kind: 'jvm', version: null}), names: () => []});
	expect(items).toEqual([{text: '-x', label: '-x, --expand <n>', about: {en: 'how deep to open objects, 1 to 4', zh: '展开对象的层数，1 到 4'}}]);
});
