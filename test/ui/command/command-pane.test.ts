import {setImmediate as settle} from 'node:timers/promises';
import {
	expect, test, vi, beforeEach, afterEach,
} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {commandPane} from '../../../source/ui/command/command-pane.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {agent, finish, runOf} from '../../actions/command/fake-session.js';
import {fixture} from '../../helpers/fixture.js';
import {openCommandStage, type CommandStage} from './command-stage.js';

const noon = new Date(2026, 10, 21, 13, 52, 10).getTime();

beforeEach(() => {
	vi.useFakeTimers({toFake: ['Date'], now: noon});
});

afterEach(() => {
	vi.useRealTimers();
});

function recorded(name: string): Result[] {
	const {response} = JSON.parse(fixture(`arthas-http-api/${name}.json`)) as {response: {body: {results: Result[]}}};
	return response.body.results;
}

/** Without the empty rows at the top. */
function drawn(stage: CommandStage): string {
	const [title = '', ...rows] = stage.paint();
	return `\n${[title, ...rows.slice(Math.max(rows.findIndex(row => row !== ''), 0))].join('\n')}\n`;
}

test('an empty pane says what to do', () => {
	const stage = openCommandStage();
	expect(stage.paint()).toHaveLength(21);
	expect(drawn(stage)).toBe(`
math-7f3a   arthas 4.1.5 · structured ⟫ nothing running
   a command for math-7f3a: tab completes, ↑ goes through the history

   look > ▏

`);
});

test('a command stands with its results above the prompt, and a running one changes in place', () => {
	const stage = openCommandStage({columns: 96});
	stage.press('sc -d demo.MathGame', 'enter');
	vi.advanceTimersByTime(8);
	finish(runOf(stage.fake), recorded('sc-d'));
	stage.press('watch demo.MathGame primeFactors', 'enter');
	runOf(stage.fake, 1).setState({name: 'running'});
	expect(drawn(stage)).toBe(`
math-7f3a   arthas 4.1.5 · structured ⟫ watch runs
 ▿ 13:52:10  sc -d demo.MathGame                                                 look       8 ms
    class   public class demo.MathGame extends java.lang.Object
    source  /home/app/math-game.jar
    loader  jdk.internal.loader.ClassLoaders$AppClassLoader@30946e09
            └─ jdk.internal.loader.ClassLoaders$PlatformClassLoader@4abbb61b
    not     interface, annotation, enum, array, member, local, anonymous, synthetic, primitive
    Affect(row-cnt:1)

   13:52:10  watch demo.MathGame primeFactors        probe   -n 900 added   lost 0   ● following

   look > ▏

`);
	runOf(stage.fake, 1).append({kind: 'gap', gap: {reason: 'consumer-overflow', count: null, atLeast: 0}});
	runOf(stage.fake, 1).setState({name: 'interrupted', by: 'us', ended: 'yes'});
	expect(drawn(stage).split('\n').slice(-7)).toEqual([
		' ▿ 13:52:10  watch demo.MathGame primeFactors           probe   -n 900 added   lost ?       0 ms',
		'    queue of 50 overran; lost: ?',
		'    ○ stopped',
		'',
		'   look > ▏',
		'',
		'',
	]);
});

test('an end says why, in the lines of the agent and without its colours', () => {
	const stage = openCommandStage({rows: 12});
	stage.press('watch a.B nope -n 1', 'enter');
	runOf(stage.fake).append({kind: 'notice', text: 'added: a time-out of 10 min; give your own with -n and --timeout'});
	finish(runOf(stage.fake), [], -1, 'No class or method is affected, try:\n1. Execute `\u001B[32msm CLASS\u001B[m`');
	expect(drawn(stage).split('\n').slice(2, 6)).toEqual([
		' ▿ 13:52:10  watch a.B nope -n 1                                probe     ✗ 0 ms',
		'    ✗ done with code -1',
		'    No class or method is affected, try:',
		'    1. Execute `sm CLASS`',
	]);
	stage.press('esc', 'y', 'v');
	expect(stage.copied[0]).toContain('No class or method is affected, try:\n1.');
});

test('what can\'t be as typed is said below the line, and marked in it', () => {
	const stage = openCommandStage({rows: 10});
	const said: string[] = [];
	for (const line of ['wacth ', 'watch a.B c ', 'watch a.B c -n 5 {params} params[0]=1', 'sc', 'stop', 'jvm']) {
		stage.press('ctrl-u', line);
		said.push(stage.styled().at(-1) ?? '');
	}

	expect(said).toEqual([
		'warn( ! )warn(no command wacth there; did you mean watch?)',
		'warn( ! )warn(no -n: -n 900 and a time-out of 10 min are added, so that it ends)',
		'warn( ! )warn(= sets a value; == compares)',
		'dim(   )dim(the class is still missing)',
		'dim(   )dim(stop ends Arthas on the target for everybody who uses it, and takes back al…)',
		'',
	]);
	stage.press('ctrl-u', 'watch a.B c -n 5 {params} params[0]=1');
	expect(stage.styled().at(-2)).toBe(' bad(change)accent( > )watch a.B c -n 5 {params} params[0]warn(=)1');
});

test('a word that is being typed is not wrong yet', () => {
	const stage = openCommandStage({rows: 10});
	stage.press('wat');
	expect(stage.styled().at(-1)).toBe('');
	stage.press('ch a.B c -n 5 --expa');
	expect(stage.styled().at(-1)).toBe('');
	stage.press('x');
	stage.press(' ');
	expect(stage.styled().at(-1)).toBe('warn( ! )warn(watch has no option --expax, it would be an operand; did you mean --expand?)');
});

test('names are asked from the agent, and come above the prompt when they come', async () => {
	const stage = openCommandStage();
	stage.press('watch demo.M', 'tab');
	expect(drawn(stage)).toBe(`
math-7f3a   arthas 4.1.5 · structured ⟫ nothing running
 ┃ asking math-7f3a

  probe > watch demo.M▏
 ! no -n: -n 900 and a time-out of 10 min are added, so that it ends
`);
	finish(runOf(stage.fake), [{type: 'sc', classNames: ['demo.MathGame', 'demo.Main']}]);
	await settle();
	stage.press('down');
	expect(drawn(stage)).toBe(`
math-7f3a   arthas 4.1.5 · structured ⟫ nothing running
 ┃ 2 fit
 ┃  demo.Main
 ┃▸ demo.MathGame
 ┃ tab takes it   ↑↓ choose   esc closes

  probe > watch demo.Ma▏
 ! no -n: -n 900 and a time-out of 10 min are added, so that it ends
`);
	stage.press('enter');
	expect(stage.prompt()).toBe('watch demo.MathGame |');
	expect(stage.fake.runs.map(({commandLine}) => commandLine)).toEqual(['sc demo.M*']);
});

test('one name alone goes in when it comes, unless something was typed meanwhile', async () => {
	const stage = openCommandStage();
	stage.press('watch demo.M', 'tab');
	finish(runOf(stage.fake), [{type: 'sc', classNames: ['demo.MathGame']}]);
	await settle();
	expect(stage.prompt()).toBe('watch demo.MathGame |');
	stage.press('pri', 'tab', 'm');
	finish(runOf(stage.fake, 1), [{type: 'sm', methodInfo: {methodName: 'primeFactors'}}]);
	await settle();
	expect(stage.prompt()).toBe('watch demo.MathGame prim|');
	expect(drawn(stage)).toContain(' ┃▸ primeFactors\n');
});

test('nothing is put in before the names have come, however often tab is pressed', async () => {
	const stage = openCommandStage();
	stage.press('watch demo.MathGame ', 'tab', 'tab');
	expect(stage.prompt()).toBe('watch demo.MathGame |');
	stage.press('prim');
	expect(stage.prompt()).toBe('watch demo.MathGame prim|');
	const sm = (methodName: string) => ({type: 'sm', methodInfo: {methodName}});
	finish(runOf(stage.fake), [sm('primeFactors'), sm('print')]);
	await settle();
	expect(stage.prompt()).toBe('watch demo.MathGame prim|');
	stage.press('tab');
	expect(stage.prompt()).toBe('watch demo.MathGame primeFactors |');
});

test('an agent that can\'t tell is no hindrance', async () => {
	const stage = openCommandStage();
	stage.press('watch demo.M', 'tab');
	runOf(stage.fake).setState({name: 'failed', mayHaveRun: false, error: new Error('gone') as never});
	await settle();
	expect(drawn(stage)).toContain(' ┃ math-7f3a could not tell: gone\n');
	stage.press('ain run -n 1', 'enter');
	expect(runOf(stage.fake, 1).commandLine).toBe('watch demo.Main run -n 1');
});

test('options come with what they are for, in the language of the screen', () => {
	const stage = openCommandStage({language: 'zh'});
	stage.press('watch demo.MathGame run -ex', 'tab');
	expect(drawn(stage)).toBe(`
math-7f3a   arthas 4.1.5 · 结构化 ⟫ 无运行中的命令
 ┃ watch：3 个选项
 ┃▸ -x, --expand <n>                    展开对象的层数，1 到 4
 ┃  -e, --exception                     只看抛出异常的调用
 ┃  --exclude-class-pattern <pattern>   排除这些类
 ┃ tab 采用   ↑↓ 选择   esc 关闭

   探测 > watch demo.MathGame run -ex▏
 ! 没有 -n：将加上 -n 900 和 10 min 的超时，使其自行结束
`);
});

test('long and several lines are typed over several rows, the cursor always in sight', () => {
	const stage = openCommandStage({columns: 40, rows: 12});
	stage.press('watch demo.MathGame primeFactors \'{params}\'');
	expect(stage.paint().slice(-3, -1)).toEqual(['  probe > watch demo.MathGame primeFacto', '          rs \'{params}\'▏']);
	stage.press('alt-enter', '服务', 'left');
	expect(stage.paint().slice(-4, -1)).toEqual(['  probe > watch demo.MathGame primeFacto', '          rs \'{params}\'', '          服▏务']);
	stage.press(...Array.from({length: 8}, () => 'ctrl-j'));
	expect(stage.paint().filter(row => row.includes('▏'))).toHaveLength(1);
	expect(stage.paint()).toHaveLength(13);
});

test('a text of a megabyte is typed into without delay', () => {
	const stage = openCommandStage();
	stage.paste('x'.repeat(1 << 20));
	const started = performance.now();
	for (let key = 0; key < 20; key++) {
		stage.press('y');
		stage.paint();
	}

	expect(performance.now() - started).toBeLessThan(3000);
	expect(stage.paint().filter(row => row.includes('▏'))).toHaveLength(1);
});

test('whatever was typed or told is shown and never obeyed', () => {
	const stage = openCommandStage();
	stage.paste('echo \u001B]52;c;eA==\u0007\u202E');
	stage.press('left', 'right');
	for (const row of stage.paint()) {
		expect(row).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/u); // eslint-disable-line no-control-regex -- finding them is the point.
	}

	stage.press('ctrl-u', 'echo x', 'enter');
	finish(runOf(stage.fake), [{type: 'echo', content: '\u001B[2J\u0007\u009B31m'}], -1, '\u001B]0;x\u0007');
	for (const row of stage.paint()) {
		expect(row).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/u); // eslint-disable-line no-control-regex -- finding them is the point.
	}
});

test('no size is too small or too large for it', () => {
	for (const [columns, rows] of [[20, 1], [20, 2], [20, 3], [20, 4], [24, 9], [300, 100]] as const) {
		const stage = openCommandStage({columns, rows});
		stage.press('version', 'enter');
		finish(runOf(stage.fake), [{type: 'version', version: '4.1.5'}]);
		stage.press('s', 'tab');
		expect(stage.paint().length, `${columns}×${rows}`).toBeLessThanOrEqual(rows + 1);
		stage.press('esc', 'esc');
		expect(stage.paint().length).toBeLessThanOrEqual(rows + 1);
	}
});

test('of a stream the newest are shown, of a dashboard the last', () => {
	const stage = openCommandStage({rows: 30});
	stage.press('trace a.B c -n 900', 'enter');
	const trace = runOf(stage.fake);
	trace.setState({name: 'running'});
	for (let number = 0; number < 150; number++) {
		trace.append({kind: 'result', result: {type: 'echo', content: `hit ${number}`}});
	}

	expect(stage.paint().at(-4)).toBe('    hit 149');
	stage.press('esc', 'g', 'down');
	expect(stage.styled().find(row => row.startsWith('[selection]'))).toContain('hit 50');
	expect(stage.styled()[1]).toBe('accent( )   dim(50 earlier results are not shown)');
});

test('painting many results costs what is in sight', () => {
	const stage = openCommandStage();
	for (let command = 0; command < 100; command++) {
		stage.press('sm java.util.*', 'enter');
		finish(runOf(stage.fake, command), Array.from({length: 300}, (_, method) => ({
			type: 'sm', detail: false, methodInfo: {
				declaringClass: 'java.util.HashMap', methodName: `m${method}`, descriptor: '()V', constructor: false,
			},
		})));
	}

	const started = performance.now();
	stage.paint();
	const first = performance.now() - started;
	const again = performance.now();
	for (let frame = 0; frame < 30; frame++) {
		stage.paint();
	}

	expect(first).toBeLessThan(500);
	expect(performance.now() - again).toBeLessThan(500);
});

test('its keys are those of a prompt, or of results while those are read', () => {
	const stage = openCommandStage();
	const contexts = () => commandPane.contexts({
		id: 'p1', pane: stage.context.focus().state, width: 80, height: 20, focused: true, now: 0, say: stage.context.say, glyphs: unicodeGlyphs, program: stage.context,
	});
	expect(contexts()).toEqual(['prompt']);
	stage.press('esc');
	expect(contexts()).toEqual(['command']);
	stage.press('esc', 'jvm', 'enter', 'esc');
	expect(contexts()).toEqual(['command']);
	stage.press('esc');
	expect(contexts()).toEqual(['prompt']);
});

test('a host is told by its own kind', () => {
	const stage = openCommandStage({
		agent: {
			...agent, kind: 'host', version: '1.0.0', results: 'text', name: 'web-1',
		},
	});
	expect(stage.paint()[0]).toBe('web-1   host 1.0.0 · text ⟫ nothing running');
	stage.press('getinfo.', 'tab');
	expect(drawn(stage)).toMatch(/ ┃[▸ ] getinfo\.kernel +name, release and version of the kernel\n/u);
});

test('an agent that is not there is told in the title, and what it told stays', () => {
	const stage = openCommandStage();
	stage.press('version', 'enter');
	finish(runOf(stage.fake), [{type: 'version', version: '4.1.5'}]);
	const {id} = stage.context.focus();
	stage.context.store.dispatch({type: 'pane', pane: id, change: {target: 'prod/gone'}});
	expect(stage.paint()[0]).toBe('math-7f3a   arthas 4.1.5 · structured ⟫ ◌ not there   nothing running');
	expect(stage.paint().at(-4)).toBe('    4.1.5');
	stage.context.store.dispatch({type: 'pane', pane: id, change: {lost: 'a new process'}});
	expect(stage.paint()[0]).toContain('a new process   nothing running');
});

test('a path into a value is copied', () => {
	const stage = openCommandStage({rows: 40});
	stage.press('watch demo.MathGame primeFactors {params} -x 2 -n 1', 'enter');
	finish(runOf(stage.fake), recorded('exec-watch').filter(({type}) => type === 'watch').slice(0, 1));
	stage.press('esc', 'y', 'p', 'k', 'y', 'p', 'k', 'y', 'p');
	expect(stage.copied).toEqual(['({params})[2]', '({params})[1][2]', '({params})[1][1]']);
});

test('what a command is told about itself is none of its hits', () => {
	const stage = openCommandStage({columns: 96});
	stage.press('watch a.B c -n 2', 'enter');
	const watch = runOf(stage.fake);
	watch.setState({name: 'running'});
	const told: Result[] = [
		{type: 'command', state: 'ACCEPTED'}, {type: 'enhancer', success: true}, {type: 'watch', value: '1'}, {type: 'watch', value: '2'}, {type: 'status', statusCode: 0},
	];
	for (const result of told) {
		watch.append({kind: 'result', result});
		stage.paint();
	}

	watch.setState({name: 'limited', by: '-n', statusCode: 0});
	expect(drawn(stage)).toContain('limited by -n, 2 hits');
	expect(drawn(stage)).toContain(' 2 results ');
});
