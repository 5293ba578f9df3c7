import {expect, test} from 'vitest';
import {createNameBook} from '../../../source/actions/command/name-book.js';
import {tierOf} from '../../../source/core/safety.js';
import {
	agent, fakeSession, finish, runOf,
} from './fake-session.js';

const classes = (prefix: string) => ({kind: 'classes' as const, prefix});
const methods = (className: string) => ({kind: 'methods' as const, className});
const sc = (...classNames: string[]) => ({type: 'sc', classNames, detailed: false});
const sm = (methodName: string) => ({type: 'sm', methodInfo: {methodName}});

test('classes are asked once, sorted, without subclasses of other names', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	expect(book.answer(agent, classes('demo.M'))).toBeUndefined();
	const asked = book.ask(fake.session, classes('demo.M'));
	expect(book.answer(agent, classes('demo.M'))).toEqual({state: 'asking'});
	void book.ask(fake.session, classes('demo.M'));
	finish(runOf(fake), [sc('demo.MathGame', 'other.Sub'), sc('demo.Main'), {type: 'row_affect', rowCount: 3}]);
	await asked;
	expect(book.answer(agent, classes('demo.M'))).toEqual({state: 'known', names: ['demo.Main', 'demo.MathGame'], isCut: false});
	expect(fake.runs.map(({commandLine}) => commandLine)).toEqual(['sc demo.M*']);
	await book.ask(fake.session, classes('demo.M'));
	expect(fake.runs).toHaveLength(1);
});

test('what begins longer is known with it, for the whole application and this version', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, classes('demo.M'));
	finish(runOf(fake), [sc('demo.MathGame', 'demo.Main')]);
	await asked;
	const sibling = {...agent, ref: 'prod/math-81cc'};
	expect(book.answer(sibling, classes('demo.Mat'))).toMatchObject({names: ['demo.MathGame']});
	expect(book.answer({...agent, version: '4.3.4'}, classes('demo.M'))).toBeUndefined();
	expect(book.answer({...agent, app: 'other'}, classes('demo.M'))).toBeUndefined();
	expect(book.answer({...agent, app: null}, classes('demo.M'))).toBeUndefined();
});

test('of many classes the first 200 are kept, and what begins longer is asked again', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, classes('a.'));
	finish(runOf(fake), [sc(...Array.from({length: 300}, (_, number) => `a.C${String(number).padStart(3, '0')}`))]);
	await asked;
	expect(book.answer(agent, classes('a.'))).toMatchObject({state: 'known', isCut: true, names: {length: 200}});
	expect(book.answer(agent, classes('a.C2'))).toBeUndefined();
});

test('a word without a dot is found in packages and simple names', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, classes('Math$I'));
	finish(runOf(fake), [sc('java.lang.Math', 'a.Math$Inner', 'Math$In', 'a.Math$Other')]);
	await asked;
	expect(runOf(fake).commandLine).toBe(String.raw`sc -E '(.*[.$])?Math\$I.*'`);
	expect(book.answer(agent, classes('Math$I'))).toMatchObject({names: ['Math$In', 'a.Math$Inner']});
});

test('methods come once each', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, methods('demo.MathGame'));
	finish(runOf(fake), [sm('run'), sm('<init>'), sm('print'), sm('print')]);
	await asked;
	expect(runOf(fake).commandLine).toBe('sm demo.MathGame');
	expect(book.answer(agent, methods('demo.MathGame'))).toMatchObject({names: ['<init>', 'print', 'run']});
});

test('a failure is told and asked again', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, classes('zz'));
	finish(runOf(fake), [], -1, 'no such thing');
	await asked;
	expect(book.answer(agent, classes('zz'))).toEqual({state: 'failed', problem: 'no such thing'});
	void book.ask(fake.session, classes('zz'));
	expect(book.answer(agent, classes('zz'))).toEqual({state: 'asking'});
});

test('text that nobody can read for sure is no proof that there is no such class', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const asked = book.ask(fake.session, classes('zz'));
	finish(runOf(fake), [{type: 'text', text: 'zz.Top'}]);
	await asked;
	expect(book.answer(agent, classes('zz'))).toMatchObject({state: 'failed', problem: expect.stringContaining('text') as unknown});
});

test('a session that is closed is a failure too', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	await book.ask({
		...fake.session, run() {
			throw new Error('closed');
		},
	}, classes('zz'));
	expect(book.answer(agent, classes('zz'))).toEqual({state: 'failed', problem: 'closed'});
});

test('what is no name is not sent', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	for (const prefix of ['a;b', 'a|b', 'x > y', 'a\' > /tmp/x', '>', 'a b', 'a*']) {
		await book.ask(fake.session, classes(prefix));
		await book.ask(fake.session, methods(prefix));
		expect(book.answer(agent, classes(prefix))).toEqual({state: 'known', names: [], isCut: false});
	}

	expect(fake.runs).toEqual([]);
});

test('a session is asked one thing at a time', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	const first = book.ask(fake.session, classes('a.b'));
	const second = book.ask(fake.session, methods('a.B'));
	expect(book.answer(agent, methods('a.B'))).toBeUndefined();
	finish(runOf(fake), [sc('a.b')]);
	await first;
	await second;
	expect(fake.runs).toHaveLength(1);
	void book.ask(fake.session, methods('a.B'));
	expect(fake.runs.map(({commandLine}) => tierOf(commandLine).tier)).toEqual(['look', 'look']);
});

test('what was told longest ago is forgotten, and asked again', async () => {
	const book = createNameBook();
	const fake = fakeSession();
	for (let number = 0; number < 501; number++) {
		const asked = book.ask(fake.session, methods(`demo.C${number}`));
		finish(runOf(fake, number), [sm('run')]);
		await asked;
	}

	expect(book.answer(agent, methods('demo.C0'))).toBeUndefined();
	expect(book.answer(agent, methods('demo.C1'))).toMatchObject({names: ['run']});
	expect(book.answer(agent, methods('demo.C500'))).toMatchObject({names: ['run']});
});
