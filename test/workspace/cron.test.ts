import {
	describe, expect, it, test,
} from 'vitest';
import type {JsonObject} from '../../source/core/protocol/result.js';
import {
	changedMembers, checkForm, emptyForm, formOf, groupJobs, readCronJobs, type CronHost, type JobForm,
} from '../../source/workspace/cron.js';

const job = (members: JsonObject): JsonObject => ({
	name: 'tidy', cron: '0 0 6 * * *', cmd: 'tidy', user: null, group: null, timeout: 120, enabled: true, tz: null, overlap: 'skip', jitter: 0,
	rev: 1, source: 'agent', readonly: false, running: false, next: 1000, last: null, ...members,
});
const host = (name: string, ...jobs: JsonObject[]): CronHost => ({
	ref: `s/${name}`, name, isUp: true, jobs: readCronJobs(jobs), problem: undefined, at: 1,
});

describe('the same job on several hosts', () => {
	it('is one group, with what most of them have and who differs in what', () => {
		const [group, ...others] = groupJobs([host('a', job({})), host('b', job({cron: '0 30 6 * * *', timeout: 60})), host('c', job({}))]);
		expect(others).toEqual([]);
		expect(group).toMatchObject({name: 'tidy', missing: [], usual: {cron: '0 0 6 * * *'}});
		expect(group?.drifted.map(({host, differs}) => [host, differs])).toEqual([['b', [['cron', '0 30 6 * * *'], ['timeout', '60']]]]);
	});

	it('is missing on the few hosts that answered and do not have it', () => {
		const silent: CronHost = {
			ref: 's/d', name: 'd', isUp: true, jobs: undefined, problem: 'refused', at: undefined,
		};
		expect(groupJobs([host('a', job({})), host('b', job({})), host('c'), silent])[0]?.missing).toEqual(['c']);
		expect(groupJobs([host('a', job({})), host('b'), host('c')])[0]?.missing).toEqual([]);
	});

	it('tells failures apart from runs that ended well, and the next run of the first one that is on', () => {
		const ended = (members: JsonObject): JsonObject => ({start: 10, end: 12.5, ...members});
		const [group] = groupJobs([
			host('a', job({next: 900, enabled: false, last: ended({resp: 'success'})})),
			host('b', job({next: 1200, last: ended({resp: 'failed', exitcode: 3})})),
			host('c', job({next: 1100})),
		]);
		expect(group).toMatchObject({
			well: 1, next: 1_100_000, lastStart: 10_000, lastMs: 2500,
		});
		expect(group?.failed.map(({host, job: {result}}) => [host, result])).toEqual([['b', 'exit 3']]);
	});
});

test('jobs of others are groups of their own, and the first to run stands first', () => {
	const groups = groupJobs([host('a', job({next: 2000}), job({source: '/etc/crontab', readonly: true, next: 1500}), job({name: 'never', next: null}))]);
	expect(groups.map(({key}) => key)).toEqual(['/etc/crontab tidy', 'tidy', 'never']);
});

test('an answer of another shape is no jobs, and a job of which little is told is read as far as it goes', () => {
	expect(readCronJobs({jobs: 3})).toEqual([]);
	expect(readCronJobs([null, 'x', {name: 7}])).toMatchObject([{
		name: '', cron: '', next: null, result: null, enabled: true,
	}]);
});

describe('a form', () => {
	const right: JobForm = {
		...emptyForm, name: 'tidy', cron: '0 0 6 * * *', cmd: 'tidy --all',
	};

	it('is right when the host would take it', () => {
		const {wrong, members, schedule} = checkForm(right);
		expect([...wrong]).toEqual([]);
		expect(schedule?.text).toBe('0 0 6 * * *');
		expect(members).toMatchObject({
			name: 'tidy', user: null, timeout: 120, enabled: true, tz: null,
		});
	});

	it.each([
		['name', 'a b'],
		['name', ''],
		['cron', '0 0 25 * * *'],
		['cmd', ' '],
		['user', 'a:b'],
		['timeout', '0'],
		['timeout', '86401'],
		['timeout', '1e3'],
		['tz', 'Mars/Phobos'],
		['overlap', 'wait'],
		['jitter', '-1'],
		['enabled', 'maybe'],
	] as const)('is wrong in %s with %j', (field, text) => {
		expect([...checkForm({...right, [field]: text}).wrong.keys()]).toEqual([field]);
	});

	it('says which field of a schedule is wrong', () => {
		expect(checkForm({...right, cron: '0 0 25 * * *'}).wrong.get('cron')).toMatchObject({field: 'hour', reason: 'out-of-range'});
	});

	it('sends of an edit what was edited, and of a new job everything', () => {
		const [read] = readCronJobs([job({tz: 'Europe/Berlin'})]);
		const before = formOf(read!);
		expect(changedMembers(before, {...before, timeout: '60 s', tz: ''})).toEqual({timeout: 60, tz: null});
		expect(changedMembers(before, {...before, cron: ' 0  0 6 * * * '})).toEqual({});
		expect(Object.keys(changedMembers(undefined, right))).toHaveLength(10);
	});
});
