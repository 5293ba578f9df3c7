import {
	afterEach, describe, expect, it,
} from 'vitest';
import {consoleOf} from '../../../source/actions/console/console-of.js';
import {pasteIntoConsole} from '../../../source/actions/console/type-into-console.js';
import type {ConsoleRun} from '../../../source/actions/live/console-run.js';
import {until, writable} from '../../../source/core/readable.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {createFakeWire, type FakeWire} from '../../actions/console/fake-wire.js';
import {searched, showOn} from '../../actions/console/start-run.js';
import {
	openConsoleIn, openConsoleStage, webAgent, type ConsoleStage, type ConsoleStageOptions,
} from './console-stage.js';

let open: ConsoleStage[] = [];

afterEach(async () => {
	for (const {context: {live}} of open) {
		await Promise.all(live.all().map(async ([key]) => live.end(key)));
	}

	open = [];
});

type Opened = ConsoleStage & {wires: FakeWire[]; run: ConsoleRun; show(text: string): Promise<string[]>};

async function start(options: Omit<ConsoleStageOptions, 'connection'> = {}): Promise<Opened> {
	const wires: FakeWire[] = [];
	const stage = openConsoleStage({
		...options,
		connection: {
			async openConsole() {
				const wire = createFakeWire();
				wires.push(wire);
				return wire;
			},
			agents: writable<readonly Agent[]>([webAgent]),
			state: writable({name: 'up' as const, since: 0}),
		},
	});
	open.push(stage);
	await openConsoleIn(stage);
	const run = consoleOf(stage.context, stage.context.focus().state);
	if (!run) {
		throw new Error('it has no console');
	}

	return {
		...stage, wires, run,
		async show(text) {
			await showOn(run, wires.at(-1) ?? createFakeWire(), text);
			return stage.paint();
		},
	};
}

const journal = [
	'app@web-1:~$ journalctl -u shop --since 14:00 | tail -400',
	...Array.from({length: 40}, (_, index) => {
		const entry = index % 4 === 0 ? '\u001B[31mERROR\u001B[m checkout failed: IllegalStateException' : '\u001B[32mINFO\u001B[m  checkout done';
		return `Nov 21 14:02:${String(index + 10)} web-1 shop[8834]: ${entry}`;
	}),
	'app@web-1:~$ ',
].join('\r\n');

describe('a console pane', () => {
	it('is told in the log of what was sent, with what became of it', async () => {
		const {context, wires, run} = await start();
		expect(context.sent.entries()).toMatchObject([{
			server: 'prod', agent: 'prod/web-1', what: 'open_console', outcome: 'running',
		}]);
		wires.at(-1)?.end('idle');
		await until(run.state, ({name}) => name === 'closed', AbortSignal.timeout(5000));
		expect(context.sent.entries()).toMatchObject([{outcome: {reason: 'idle'}}]);
	});

	it('that did not open is told in the log with the reason', async () => {
		const stage = openConsoleStage({
			connection: {
				async openConsole() {
					throw new Error('nobody is there');
				},
				agents: writable<readonly Agent[]>([webAgent]),
				state: writable({name: 'up' as const, since: 0}),
			},
		});
		open.push(stage);
		await openConsoleIn(stage);
		expect(stage.context.sent.entries()).toMatchObject([{what: 'open_console', outcome: {reason: 'not-opened', detail: 'nobody is there'}}]);
	});

	it('shows the remote terminal with its colours and its cursor', async () => {
		const {show, judge, paint} = await start({columns: 40, rows: 6});
		await show('\u001B]2;\u0007\u001B[1;31mred\u001B[m \u001B[7;38;2;1;2;3;48;5;200mx\u001B[m\u001B[3;4;9;2my\u001B[m\u001B[8mhidden\u001B[m 你');
		await paint();
		const row = judge.terminal.buffer.active.getLine(1);
		const cell = (column: number) => {
			const found = row?.getCell(column);
			return found && [
				found.getChars(),
				found.getFgColor(),
				found.getBgColor(),
				...[found.isBold(), found.isInverse(), found.isItalic(), found.isUnderline(), found.isStrikethrough(), found.isDim()].map(Boolean),
			];
		};

		expect(cell(0)).toEqual(['r', 1, -1, true, false, false, false, false, false]);
		expect(cell(4)).toEqual(['x', 0x01_02_03, 200, false, true, false, false, false, false]);
		expect(cell(5)).toEqual(['y', -1, -1, false, false, true, true, true, true]);
		expect(judge.rows()[1]).toBe('red xy       你');
		expect(judge.cursor()).toEqual({column: 15, row: 1, isShown: true});
	});

	it('lets nothing out but cells', async () => {
		const {show, written, judge, paint} = await start({columns: 40, rows: 6});
		await show('a\u001B]52;c;aGVsbG8=\u0007\u001B]0;title\u0007\u001B]8;;http://x\u0007link\u001B]8;;\u0007\u001B[?1000h\u001B[?2004h\u001Bc\u001BP+q\u001B\\\u001B[5;5Hx\u202Ey\u200Bz\u009B31m\u{E0041}');
		expect(judge.rows()[5]).toBe('    x\uFFFDy\uFFFDz\uFFFD');
		await paint();
		// eslint-disable-next-line no-control-regex
		expect(written.join('').replaceAll(/\u001B\[[\d;?]*[A-Za-z]/gu, '')).not.toMatch(/\p{Cc}|\u202E|\u200B/u);
		expect(written.join('')).not.toMatch(/\?1000h|\?2004h/u);
	});

	it('cuts wide characters at its edge', async () => {
		const {show, run} = await start({columns: 11, rows: 4});
		const rows = await show('你好你好你好你好');
		expect(rows.slice(1)).toEqual(['你好你好你', '好你好', '']);
		expect(run.screen.size).toEqual({cols: 11, rows: 3});
	});

	it('shows the lower part of a screen that is larger than it', async () => {
		const {show, context, paint} = await start({columns: 30, rows: 10});
		await show(Array.from({length: 9}, (_, index) => `row ${index}`).join('\r\n'));
		context.store.dispatch({type: 'size', size: {columns: 30, rows: 5}});
		const rows = await paint();
		expect(rows.slice(1, 5)).toEqual(['row 5', 'row 6', 'row 7', 'row 8']);
	});

	it('names its agent, what runs there, and how large that is', async () => {
		const {show} = await start();
		expect((await show('x\u001B]2;bash, as app\u0007'))[0]).toMatch(/^web-1 console +seen \d+ {3}80×23 there$/u);
	});

	it('is searched, scrolled and copied without a word to the host', async () => {
		const {show, press, paint, wires, copied, judge, run} = await start();
		await show(journal);
		press('ctrl-]', '/', 'illegalstate');
		await searched(run);
		const found = await paint();
		expect(found[0]).toMatch(/kept 42 lines$/u);
		expect(found[23]).toBe(' /illegalstate   10 of 10   from here up   case ignored');
		expect(judge.cursor()).toEqual({column: 14, row: 23, isShown: true});
		press('enter', 'n', 'n');
		await show(`\r\n${'x\r\n'.repeat(13)}`);
		const scrolled = await paint();
		expect(scrolled[0]).toMatch(/kept 56 lines, you are \d+ up$/u);
		expect(scrolled.slice(22).map(row => row.trimEnd())).toEqual([' ↓ 14 new lines since you scrolled', ' /illegalstate   8 of 10   from here up   case ignored']);
		press('v', 'up', 'y');
		expect(copied).toEqual(['Nov 21 14:02:37 web-1 shop[8834]: INFO  checkout done\nNov 21 14:02:38 web-1 shop[8834]: ERROR checkout failed: IllegalStateException']);
		expect(wires[0]?.typed).toEqual([]);
		press('esc', 'l');
		expect((await paint())[23]).toBe('');
		expect(wires[0]?.typed).toEqual(['l']);
	});

	it('marks matches in reverse and the current one as focus', async () => {
		const {show, press, paint, judge, run} = await start({columns: 60, rows: 8});
		await show('\u001B[31mabc\u001B[m abc');
		press('ctrl-]', '/', 'abc');
		await searched(run);
		await paint();
		const row = judge.terminal.buffer.active.getLine(1);
		expect(row?.getCell(0)?.isInverse()).toBeTruthy();
		expect(row?.getCell(0)?.getFgColor()).toBe(1);
		expect(row?.getCell(4)?.getBgColor()).toBe(0x74_B9_FF);
	});

	it('sends ctrl-] when it is pressed twice, and ctrl-c and ctrl-w as they are', async () => {
		const {press, wires} = await start();
		press('ctrl-c', 'ctrl-w', 'ctrl-]', 'ctrl-]', 'x');
		expect(wires[0]?.typed).toEqual(['\u0003', '\u0017', '\u001D', 'x']);
	});

	it('follows the host in what arrows send, and in pasted text', async () => {
		const {press, show, wires, context} = await start();
		press('up');
		await show('\u001B[?1h\u001B[?2004h');
		press('up');
		pasteIntoConsole(context, 'a\nb\u001B[201~c');
		expect(wires[0]?.typed).toEqual(['\u001B[A', '\u001BOA', '\u001B[200~a\rbc\u001B[201~']);
	});

	it('says why it closed, takes no input, and opens again with enter', async () => {
		const {press, show, wires, run, paint, notices} = await start();
		await show('$ ');
		wires[0]?.end('agent-gone', '');
		await until(run.state, ({name}) => name === 'closed');
		expect((await paint())[0]).toMatch(/^web-1 console {3}closed: the agent is gone {3}enter opens it again/u);
		press('l', 's');
		expect(notices()).toEqual(['the console of web-1 is closed and takes no input; enter opens it again']);
		press('enter');
		await until(run.state, ({name}) => name === 'ready');
		const rows = await show('new $ ');
		expect(rows.slice(1, 5)).toEqual(['$', '--- opened again at 14:20:07 ---', 'new $', '']);
		expect(wires).toHaveLength(2);
		expect(wires[0]?.typed).toEqual([]);
	});

	it('takes no input when it lost its target, but shows what came', async () => {
		const {press, show, wires, context, notices} = await start();
		await show('text');
		context.store.dispatch({type: 'pane', pane: context.focus().id, change: {lost: 'web-1 is a new process'}});
		press('r', 'enter');
		expect(wires[0]?.typed).toEqual([]);
		expect(notices()).toEqual(['the console of web-1 takes no input: web-1 is a new process']);
	});

	it('goes on when it is detached, and comes back', async () => {
		const {press, show, wires, context, paint, run} = await start();
		context.store.dispatch({type: 'open', where: 'right', pane: {kind: 'log', title: 'log'}});
		const pane = Object.entries(context.store.getSnapshot().panes).find(([, {kind}]) => kind === 'console')?.[0] ?? '';
		context.store.dispatch({type: 'focus', pane});
		await show('before');
		press('ctrl-]', 'D');
		expect(context.store.getSnapshot().panes[pane]).toBeUndefined();
		expect(wires[0]?.isClosed).toBe(false);
		await showOn(run, wires[0] ?? createFakeWire(), ' and after');
		const {consoleActions} = await import('../../../source/actions/console.js');
		void consoleActions.find(({id}) => id === 'console.reattach')?.run(context, 'web-1');
		expect((await paint())[1]).toBe('before and after');
	});

	it('says where nothing runs, and opens there what enter asks for', async () => {
		const {context, paint, press, wires} = await start();
		context.store.dispatch({
			type: 'open', where: 'here', pane: {
				kind: 'console', title: 'web-1', target: 'prod/web-1', data: {view: false},
			},
		});
		expect((await paint())[2]).toBe('   No console runs here; enter opens one.');
		const opened = new Promise<void>(resolve => {
			context.store.subscribe(() => {
				if (context.focus().state.live !== undefined) {
					resolve();
				}
			});
		});
		press('enter');
		await opened;
		expect(wires).toHaveLength(2);
		context.store.dispatch({type: 'open', where: 'here', pane: {kind: 'console', title: 'gone', target: 'prod/gone'}});
		expect((await paint())[2]).toBe('   Its agent is not listed now.');
	});

	it('speaks Chinese', async () => {
		const {show, press, paint, wires, run} = await start({language: 'zh'});
		await show(journal);
		press('ctrl-]', 'up');
		expect((await paint())[0]).toMatch(/^web-1 控制台 +seen \d+ {3}对端 80×23 {3}保留 42 行，上移 1 行$/u);
		wires[0]?.end('lost', '');
		await until(run.state, ({name}) => name === 'closed');
		expect((await paint())[0]).toMatch(/^web-1 控制台 {3}已关闭：连接已断开/u);
	});
});
