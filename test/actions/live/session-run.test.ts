import {setImmediate as settle} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {createSessionRun} from '../../../source/actions/live/session-run.js';
import {ArthasError} from '../../../source/core/error.js';
import {fakeSession, finish, runOf} from '../command/fake-session.js';

test('commands stand in the order in which they were run, each with what it does and its job', () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	const before = run.items();
	run.run('thread -n 3');
	const heavy = run.run('heapdump /tmp/x', {approved: true});
	expect(run.items()).not.toBe(before);
	expect(run.items().map(({id, typed, tier}) => [id, typed, tier])).toEqual([[1, 'thread -n 3', 'look'], [2, 'heapdump /tmp/x', 'heavy']]);
	expect(heavy.job).toBe(runOf(fake, 1).job);
	expect(runOf(fake, 1).options).toMatchObject({approved: true});
	expect(run.run('watch a.B c').job.commandLine).toBe('watch -n 900 a.B c');
});

test('listeners hear of beginnings, results and ends', () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	let count = 0;
	const stop = run.subscribe(() => {
		count++;
	});
	run.run('jvm');
	expect(count).toBe(1);
	finish(runOf(fake), [{type: 'jvm', jvmInfo: {}}]);
	expect(count).toBe(4);
	stop();
	run.run('jvm');
	expect(count).toBe(4);
});

test('what no agent could take is no command of the pane', () => {
	const run = createSessionRun(fakeSession().session);
	expect(() => run.run('watch a.B c -n none')).toThrow(ArthasError);
	expect(run.items()).toEqual([]);
});

test('the oldest that ended go, those that run stay', () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	run.run('dashboard');
	for (let number = 0; number < 300; number++) {
		run.run('jvm');
		finish(runOf(fake, number + 1));
	}

	expect(run.items()).toHaveLength(200);
	expect(run.items()[0]?.typed).toBe('dashboard');
	expect(run.items().at(-1)?.id).toBe(301);
});

test('its end interrupts what runs', async () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	const {job} = run.run('dashboard');
	await run.end();
	expect(job.getSnapshot().state).toMatchObject({name: 'interrupted'});
});

test('the results of the oldest go when all of them hold too much, and how they ended stays', async () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	run.run('echo first');
	run.run('dashboard');
	for (let number = 0; number < 6; number++) {
		run.run('sysprop');
		finish(runOf(fake, number + 2), [{type: 'sysprop', props: {deep: ['x'.repeat(6 << 20)]}}]);
		await settle();
	}

	const [running, first, second] = [run.items()[1], run.items()[2], run.items()[3]];
	expect(running?.job).toBe(runOf(fake, 1).job);
	expect(first?.job.entries().map(({kind}) => kind)).toEqual(['state', 'state']);
	expect(first?.job.getSnapshot()).toMatchObject({state: {name: 'done'}, results: 1, trimmed: 1});
	expect(await first?.job.interrupt()).toMatchObject({name: 'done'});
	expect(second?.job).toBe(runOf(fake, 3).job);
	expect(run.items().at(-1)?.job.entries()).toHaveLength(3);
});

test('a single result is kept, however large it is', async () => {
	const fake = fakeSession();
	const run = createSessionRun(fake.session);
	run.run('sysprop');
	finish(runOf(fake), [{type: 'sysprop', props: {deep: 'x'.repeat(40 << 20)}}]);
	await settle();
	expect(run.items()[0]?.job).toBe(runOf(fake).job);
	run.run('version');
	finish(runOf(fake, 1), [{type: 'version', version: '1'}]);
	await settle();
	expect(run.items()[0]?.job.getSnapshot().trimmed).toBe(1);
	expect(run.items()[1]?.job).toBe(runOf(fake, 1).job);
});
