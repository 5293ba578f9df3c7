import {describe, expect, it} from 'vitest';
import type {ActionContext} from '../../../source/actions/context.js';
import {createLive} from '../../../source/actions/live/create-live.js';
import {createSentLog} from '../../../source/actions/sent-log.js';
import {streamActions} from '../../../source/actions/stream.js';
import {confirmStream, openStreamPane} from '../../../source/actions/stream/open-stream-pane.js';
import {streamQuestions} from '../../../source/actions/stream/questions.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {createJob, type JobWriter} from '../../../source/core/client/job.js';
import {prepareCommand} from '../../../source/core/client/prepare-command.js';
import {contextOf} from '../../../source/ui/screen-port.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {streamPort} from '../../../source/ui/stream/stream-port.js';
import {streamPane} from '../../../source/ui/stream/stream-pane.js';
import {createSay} from '../../../source/words/index.js';
import {createStore} from '../../../source/workspace/store.js';
import {createWorkspace, focusedPane} from '../../../source/workspace/workspace.js';
import {agent as math, hit, textOf} from '../../ui/stream/scripted-stream.js';
import {recordedResults} from '../../views/recorded-results.js';

const watch = 'watch demo.MathGame primeFactors {params,returnObj,throwExp}';

/** A screen of 80×24 with one server, whose jobs the test plays. */
class Stage {
	readonly store = createStore(createWorkspace({columns: 80, rows: 24}));
	readonly live = createLive();
	readonly notices: string[] = [];
	readonly copied: string[] = [];
	readonly jobs: JobWriter[] = [];
	readonly approvals: Array<boolean | undefined> = [];
	readonly history: string[] = [];
	interrupts = 0;
	closedSessions = 0;
	agents: Agent[] = [math];
	readonly context: ActionContext;

	constructor() {
		const context = {
			store: this.store, live: this.live, say: createSay('en'), now: () => 1000,
			notify: (level: string, text: string) => this.notices.push(`${level}: ${text}`),
			focus: () => focusedPane(this.store.getSnapshot()),
			sent: createSentLog(),
			history: {lines: () => this.history.map(line => ({line})), add: ({line}: {line: string}) => this.history.push(line)},
			fleet: {
				agentOf: (ref: string | undefined) => this.agents.find(agent => agent.ref === ref),
				current: () => ({
					connectionOf: () => ({
						endpoint: {
							kind: 'channel', base: new URL('http://10.0.0.5:8800'), name: 'prod', username: 'ops', password: 'secret',
						},
						openSession: () => this.#session(),
					}),
				}),
			},
			screen: {
				copy: (text: string) => this.copied.push(text),
				streamOf: (pane: string) => streamPort(this.pane(pane)),
			},
		};
		this.context = context as unknown as ActionContext;
	}

	pane(id: string = this.context.focus().id) {
		return contextOf(id, {program: this.context, glyphs: unicodeGlyphs, now: 1000});
	}

	async do(...ids: string[]): Promise<void> {
		for (const id of ids) {
			const action = streamActions.find(each => each.id === `stream.${id}`)!;
			const why = action.disabled?.(this.context);
			if (why === undefined) {
				await action.run(this.context);
			} else {
				this.notices.push(`disabled: ${why}`);
			}
		}
	}

	draw(): string {
		return streamPane.paint(this.pane()).rows.map(row => textOf(row).trimEnd()).join('\n');
	}

	#session() {
		return {
			prepare: (line: string) => prepareCommand(line, {resultLimit: 900, askAbove: 900}),
			run: (commandLine: string, {approved}: {approved?: boolean}) => {
				this.approvals.push(approved);
				const writer = createJob({
					agent: math, commandLine: prepareCommand(commandLine, {resultLimit: 900}).commandLine, onInterrupt: () => {
						this.interrupts++;
						writer.setState({name: 'interrupted', by: 'us', ended: 'yes'});
					},
				});
				writer.setState({name: 'running'});
				this.jobs.push(writer);
				return writer.job;
			},
			close: async () => {
				this.closedSessions++;
			},
		};
	}

	send(...numbers: number[]): void {
		for (const number of numbers) {
			this.jobs.at(-1)!.append({kind: 'result', result: hit(number)});
		}
	}
}

function opened(...numbers: number[]): Stage {
	const stage = new Stage();
	openStreamPane(stage.context, math, watch, 'tab');
	stage.send(...numbers);
	return stage;
}

describe('a stream that is opened', () => {
	it('runs in a pane of its own and says what was added', () => {
		const stage = opened(2);
		expect(stage.context.focus().state).toMatchObject({kind: 'stream', command: watch, target: math.ref});
		expect(stage.notices).toEqual(['info: added: -n 900 and a time-out of 10 min; give your own with -n and --timeout']);
		expect(stage.draw()).toContain('1 hit ');
	});

	it('is not sent before somebody agreed to what burdens its agent', () => {
		const stage = new Stage();
		openStreamPane(stage.context, math, `${watch} -n 5000`, 'right');
		expect(stage.jobs).toEqual([]);
		expect(stage.closedSessions).toBe(1);
		expect(stage.store.getSnapshot().overlay).toMatchObject({kind: 'confirm', data: {command: `${watch} -n 5000`, tier: 'heavy', agent: math.ref}});
		expect(confirmStream(stage.context)).toBe(true);
		expect(stage.approvals).toEqual([true]);
		expect(stage.store.getSnapshot().overlay).toBeUndefined();
		expect(stage.context.focus().state.kind).toBe('stream');
		expect(confirmStream(stage.context)).toBe(false);
	});

	it('is not sent to an agent that went away meanwhile', () => {
		const stage = new Stage();
		openStreamPane(stage.context, math, `${watch} -n 5000`, 'right');
		stage.agents = [];
		expect(confirmStream(stage.context)).toBe(true);
		expect(stage.jobs).toEqual([]);
		expect(stage.notices).toEqual(['warn: not sent: the agent is gone']);
	});

	it('is in the history with what was typed elsewhere, once', () => {
		const stage = new Stage();
		openStreamPane(stage.context, math, `${watch} -n 5000`, 'right');
		expect(stage.history).toEqual([]);
		confirmStream(stage.context);
		openStreamPane(stage.context, math, watch, 'tab');
		openStreamPane(stage.context, {...math, ref: 'prod/other'}, watch, 'tab');
		expect(stage.history).toEqual([`${watch} -n 5000`, watch]);
	});

	it('leaves no session behind when no agent could take it', () => {
		const stage = new Stage();
		expect(() => {
			openStreamPane(stage.context, math, 'watch a b &', 'tab');
		}).toThrow(/background/u);
		expect(stage.closedSessions).toBe(1);
	});

	it('is stopped, and run again with its filter in the same pane', async () => {
		const stage = opened(2);
		stage.context.store.dispatch({
			type: 'stream', pane: stage.context.focus().id, event: {type: 'filter', text: 'throw'}, view: streamPort(stage.pane())!.view,
		});
		const [key] = stage.live.all()[0]!;
		await stage.do('again');
		expect(stage.notices.at(-1)).toBe('disabled: it runs; ctrl-c ends it');
		await stage.do('stop');
		expect(stage.interrupts).toBe(1);
		await stage.jobs[0]!.job.ended;
		await stage.do('again');
		expect(stage.closedSessions).toBe(1);
		expect(stage.jobs).toHaveLength(2);
		expect(stage.live.all().map(([other]) => other)).not.toContain(key);
		expect(stage.context.focus().state.stream).toMatchObject({filter: 'throw', follow: true});
		expect(stage.draw()).toContain('0 hits, 0 shown');
	});

	it('is not run again for an agent that is gone', async () => {
		const stage = opened();
		await stage.do('stop');
		stage.agents = [];
		await stage.do('again');
		expect(stage.notices.at(-1)).toBe('warn: not sent: the agent is not there');
	});
});

describe('in a stream', () => {
	it('moving up pauses, and following goes on', async () => {
		const stage = opened(1, 2, 3);
		await stage.do('up');
		stage.send(4);
		expect(stage.draw()).toContain('1 newer');
		await stage.do('pause');
		expect(stage.context.focus().state.stream?.follow).toBe(true);
		await stage.do('pause', 'follow', 'follow');
		expect(stage.notices.at(-1)).toBe('disabled: it follows');
	});

	it('a search goes up, then both ways and round', async () => {
		const stage = opened(1, 2, 3, 4, 5, 6);
		const cursor = () => stage.context.focus().state.stream?.cursor?.seq;
		await stage.do('search');
		expect(stage.store.getSnapshot().overlay).toMatchObject({kind: 'ask', text: '', data: {question: 'stream.search'}});
		const question = streamQuestions['stream.search']!;
		question.changed!(stage.context, 'throw');
		question.entered!(stage.context, 'throw');
		// The first entry says that it runs.
		const seen = [cursor()];
		for (const id of ['search-previous', 'search-previous', 'search-previous', 'search-next', 'search-next']) {
			await stage.do(id);
			seen.push(cursor());
		}

		expect(seen).toEqual([6, 4, 2, 6, 2, 4]);
		question.entered!(stage.context, 'nowhere');
		expect(stage.notices.at(-1)).toBe('info: nothing here has “nowhere”');
		question.left!(stage.context, '');
		await stage.do('search-next');
		expect(stage.notices.at(-1)).toBe('disabled: nothing was searched for; / does');
	});

	it('what was searched for is offered as what to show, and given up with esc', async () => {
		const stage = opened(1, 2, 3);
		streamQuestions['stream.search']!.changed!(stage.context, 'need >= 2');
		await stage.do('filter');
		expect(stage.store.getSnapshot().overlay).toMatchObject({text: '"need >= 2"', data: {before: ''}});
		expect(stage.draw()).toContain('3 hits, 2 shown');
		streamQuestions['stream.filter']!.left!(stage.context, '');
		expect(stage.context.focus().state.stream?.filter).toBe('');
	});

	it('esc leaves one thing after the other', async () => {
		const stage = opened(1, 2, 3);
		streamQuestions['stream.search']!.changed!(stage.context, 'need');
		streamQuestions['stream.filter']!.changed!(stage.context, 'throw');
		stage.store.dispatch({
			type: 'notify', level: 'bad', text: 'told', now: 0,
		});
		await stage.do('open', 'focus-hit');
		const states: string[] = [];
		for (let press = 0; press < 5; press++) {
			await stage.do('close-hit');
			const {hit: open, search, filter} = stage.context.focus().state.stream!;
			states.push(`${open ? `hit${open.isFocused ? '*' : ''} ` : ''}${search} ${filter} ${stage.store.getSnapshot().notices.length}`.replaceAll(/ +/gu, ' ').trim());
		}

		expect(states).toEqual(['hit need throw 1', 'need throw 1', 'throw 1', '1', '0']);
		await stage.do('close-hit');
		expect(stage.notices.at(-1)).toBe('disabled: nothing is open here; q leaves this view, 1 goes to the first tab');
	});

	it('an opened hit is walked through, folded, and gives columns', async () => {
		const stage = opened(8);
		await stage.do('open', 'open', 'down', 'down', 'down');
		expect(streamPort(stage.pane())!.hit()!.line).toMatchObject({path: 'params[0]', value: '8'});
		await stage.do('columns');
		expect(stage.context.focus().state.stream?.columns).toEqual(['params[0]']);
		await stage.do('columns');
		expect(stage.context.focus().state.stream?.columns).toEqual([]);
		expect(stage.draw()).not.toMatch(/params\[0\] +RETURN/u);
		await stage.do('fold');
		expect(streamPort(stage.pane())!.hit()!.line).toMatchObject({path: 'params', fold: 'open'});
		await stage.do('fold');
		expect(streamPort(stage.pane())!.hit()!.line).toMatchObject({path: 'params', fold: 'closed'});
		await stage.do('unfold');
		expect(streamPort(stage.pane())!.hit()!.line).toMatchObject({path: 'params', fold: 'open'});
		await stage.do('focus-hit', 'columns');
		expect(stage.notices.at(-1)).toBe('info: a column is made of a value: enter opens a result, tab goes into it');
		const columns = streamActions.find(({id}) => id === 'stream.columns')!;
		await columns.run(stage.context, ' returnObj[1] ');
		expect(stage.context.focus().state.stream?.columns).toEqual(['returnObj[1]']);
		expect(stage.draw()).toMatch(/returnObj\[1\] +RETURN/u);
		await columns.run(stage.context, '');
		expect(stage.context.focus().state.stream?.columns).toBeNull();
		await stage.do('fold');
		expect(stage.notices.at(-1)).toBe('disabled: tab goes into the opened result first');
	});

	it('a hit goes into a pane of its own', async () => {
		const stage = opened(8);
		const {live} = stage.context.focus().state;
		await stage.do('open-pane');
		expect(stage.context.focus().state).toMatchObject({
			kind: 'result', live, command: watch, data: {seq: 2},
		});
	});

	it('a hit is compared with the one before, or with the one that was marked', async () => {
		const stage = opened(2, 4, 6);
		const {id} = stage.context.focus();
		await stage.do('diff');
		expect(stage.context.focus().state).toMatchObject({kind: 'result', data: {seq: 4, with: 3}});
		stage.store.dispatch({type: 'focus', pane: id});
		await stage.do('first', 'diff');
		expect(stage.notices.at(-1)).toBe('disabled: none before it of the same method is held');
		await stage.do('mark', 'last', 'diff');
		expect(stage.context.focus().state).toMatchObject({data: {seq: 4, with: 2}});
		stage.store.dispatch({type: 'focus', pane: id});
		expect(stage.draw()).toMatch(/^ ✓ .*13:50:02/mu);
		await stage.do('first', 'mark');
		expect(stage.draw()).not.toContain('✓');
	});

	it('what holds no value is neither marked nor compared', async () => {
		const stage = new Stage();
		openStreamPane(stage.context, math, 'trace demo.MathGame run -n 1', 'tab');
		stage.jobs.at(-1)!.append({kind: 'result', result: recordedResults('arthas-http-api/trace-jdk.json').find(({type}) => type === 'trace')!});
		await stage.do('mark', 'diff');
		expect(stage.notices.slice(-2)).toEqual(Array.from({length: 2}, () => 'disabled: only values are compared, such as those of watch'));
	});

	it('what is timed leads to where the time went, and stands in either order', async () => {
		const stage = new Stage();
		openStreamPane(stage.context, math, 'trace demo.MathGame run -n 1', 'tab');
		stage.jobs.at(-1)!.append({kind: 'result', result: recordedResults('arthas-http-api/trace-jdk.json').find(({type}) => type === 'trace')!});
		await stage.do('hottest');
		const {hit, state} = streamPort(stage.pane())!;
		expect(state.hit?.isFocused).toBe(true);
		expect(hit()?.line?.text).toContain('◂ hottest');
		const lines = () => stage.draw().split('\n').filter(line => /[├└]─/u.test(line));
		const byCost = lines();
		await stage.do('order');
		expect(lines()).not.toEqual(byCost);
		await stage.do('order');
		expect(lines()).toEqual(byCost);
	});

	it('what is not timed has nothing that is hottest', async () => {
		const stage = opened(8);
		await stage.do('hottest', 'order');
		expect(stage.notices.slice(-2)).toEqual(['disabled: only a trace tells where the time went', 'disabled: it has one order only']);
	});

	it('what is copied is whole', async () => {
		const stage = opened(8);
		await stage.do('copy-value', 'copy-row', 'copy-command', 'copy-curl');
		expect(stage.copied).toEqual([
			hit(8)['value'],
			'13:50:08.769  0.008  exit  8  [7, 8]',
			watch.replace('watch', 'watch -n 900'),
			expect.stringMatching(/^curl -sN -u ops .*'http:\/\/10\.0\.0\.5:8800\/agent\/math-7f3a\/sse_async_exec\?timeout=86400000'$/u),
		]);
		expect(stage.copied.join('')).not.toContain('secret');
		await stage.do('copy-path');
		expect(stage.notices.at(-1)).toBe('disabled: there is none here');
		await stage.do('open', 'focus-hit', 'down', 'down', 'down', 'copy-path', 'copy-value');
		expect(stage.copied.slice(-2)).toEqual(['params[0]', '8']);
	});

	it('nothing can be done before something ran', () => {
		const stage = new Stage();
		stage.store.dispatch({type: 'open', where: 'tab', pane: {kind: 'stream', title: 'watch', command: watch}});
		const enabled = streamActions.filter(({disabled, keys}) => keys.length > 0 && disabled?.(stage.context) === undefined).map(({id}) => id);
		expect(enabled).toEqual(['stream.again', 'stream.down', 'stream.up', 'stream.page-down', 'stream.page-up', 'stream.first', 'stream.last']);
	});
});
