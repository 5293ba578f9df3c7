import {
	afterEach, beforeEach, expect, test, vi,
} from 'vitest';
import {questionOf} from '../../../source/actions/ask.js';
import {lookDeeper} from '../../../source/actions/deeper.js';
import {finish, runOf, type FakeRun} from '../../actions/command/fake-session.js';
import {openCommandStage, type CommandStage} from './command-stage.js';

const evening = new Date(2026, 10, 21, 20, 6, 12).getTime();

beforeEach(() => {
	vi.useFakeTimers({toFake: ['Date'], now: evening});
});

afterEach(() => {
	vi.useRealTimers();
});

function watched(): {stage: CommandStage; watch: FakeRun; tell: (...values: string[]) => void} {
	const stage = openCommandStage({rows: 14, start: evening});
	stage.press('watch a.B c -n 900', 'enter');
	const watch = runOf(stage.fake);
	watch.setState({name: 'running'});
	return {
		stage, watch, tell(...values) {
			vi.advanceTimersByTime(1000);
			stage.pass(1000);
			for (const value of values) {
				watch.append({kind: 'result', result: {type: 'echo', content: value}});
			}
		},
	};
}

const rowOf = (stage: CommandStage, text: string) => stage.paint().find(row => row.includes(text));
const atCursor = (stage: CommandStage) => stage.styled().find(row => row.startsWith('[selection]')) ?? '';

test('what is read goes on with what comes, until it is moved in', () => {
	const {stage, tell} = watched();
	tell('one', 'two');
	stage.press('esc');
	expect(atCursor(stage)).toContain('two');
	tell(...Array.from({length: 20}, (_, number) => `later ${number}`));
	expect(atCursor(stage)).toContain('later 19');
	expect(rowOf(stage, 'paused')).toBeUndefined();
	stage.press('k');
	tell('last', 'really');
	expect(atCursor(stage)).toContain('later 18');
	expect(rowOf(stage, 'really')).toBeUndefined();
	expect(rowOf(stage, 'paused')).toBe('   ↓ paused at 20:06:14, 2 newer');
	stage.press('f');
	expect(atCursor(stage)).toContain('really');
	expect(rowOf(stage, 'paused')).toBeUndefined();
	stage.press('f');
	expect(stage.notices()).toEqual(['it follows']);
});

test('whoever goes down to the newest row follows again, and a fold that is turned holds', () => {
	const {stage, tell} = watched();
	tell('one', 'two');
	stage.press('esc', 'k', 'j');
	tell('three');
	expect(atCursor(stage)).toContain('three');
	stage.press('g');
	expect(rowOf(stage, 'paused')).toContain('0 newer');
	stage.press('G');
	tell('four');
	expect(atCursor(stage)).toContain('four');
});

test('of what has ended nothing is newer, and nothing is said', () => {
	const {stage, watch, tell} = watched();
	tell('one');
	stage.press('esc', 'k');
	watch.setState({name: 'interrupted', by: 'us', ended: 'yes'});
	expect(rowOf(stage, 'paused')).toBeUndefined();
});

test('a text is searched for, marked, and gone to from one place to the next', () => {
	const {stage, tell} = watched();
	tell('throw one', 'two', 'throw three', 'four');
	stage.press('esc', 'n');
	expect(stage.notices()).toEqual(['nothing was searched for; / does']);
	stage.press('/');
	expect(stage.context.store.getSnapshot().overlay).toMatchObject({kind: 'ask', data: {question: 'command.find'}});
	stage.context.store.dispatch({type: 'overlay', overlay: undefined});
	questionOf('command.find')?.entered?.(stage.context, 'THROW');
	expect(atCursor(stage)).toContain('match(throw) three');
	stage.press('n');
	expect(atCursor(stage)).toContain('match(throw) one');
	stage.press('N');
	expect(atCursor(stage)).toContain('match(throw) three');
	questionOf('command.find')?.entered?.(stage.context, 'nowhere');
	expect(stage.notices()).toContain('nothing here has “nowhere”');
	stage.press('esc', 'esc', 'esc');
	expect(stage.styled().join('\n')).not.toContain('match(');
});

test('what runs is not run again', () => {
	const {stage, watch} = watched();
	stage.press('esc', 'r');
	expect(stage.fake.runs).toHaveLength(1);
	expect(stage.notices()).toEqual(['it runs; ctrl-c ends it']);
	finish(watch);
	stage.press('r');
	expect(stage.fake.runs).toHaveLength(2);
});

test('what is behind a row is typed into the prompt, and not sent', () => {
	const {stage, watch} = watched();
	watch.append({kind: 'result', result: {type: 'tt', timeFragmentList: [{index: 1000, methodName: 'price', className: 'demo.Shop'}]}});
	finish(watch);
	stage.press('half a line', 'esc');
	expect(lookDeeper.disabled?.(stage.context)).toBeUndefined();
	void lookDeeper.run(stage.context);
	expect(stage.prompt()).toBe('tt -i 1000|');
	expect(stage.fake.runs).toHaveLength(1);
	stage.press('esc', 'g');
	expect(lookDeeper.disabled?.(stage.context)).toBe('nothing further is known of this row');
});
