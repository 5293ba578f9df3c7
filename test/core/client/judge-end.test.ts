import {describe, expect, it} from 'vitest';
import {
	count, endByStatus, isRaceResult, lostEnhanceRace, newTally, plainMessage, refusalOf,
} from '../../../source/core/client/judge-end.js';
import type {JobEnd} from '../../../source/core/client/job-state.js';
import type {CommandSpec, StopRequest} from '../../../source/core/client/wire.js';
import {ExactNumber} from '../../../source/core/protocol/exact-number.js';
import type {Result} from '../../../source/core/protocol/result.js';

const spec: CommandSpec = {
	commandLine: 'watch -n 2 a.B c', isStream: true, isLook: false, limit: 2, ownType: 'watch', deadlineMs: 1000,
};
const own: Result = {type: 'watch', value: 1};
const enhancer: Result = {type: 'enhancer', success: true, effect: {classCount: 1, methodCount: 1}};
const race: Result = {
	type: 'enhancer', success: false, message: 'someone else is enhancing classes, pls. wait.', effect: {classCount: 0, cost: -1, listenerId: -1},
};
const status = (statusCode: number, message?: string): Result => ({type: 'status', statusCode, ...(message !== undefined && {message})});
const us: StopRequest = {by: 'us'};
const deadline: StopRequest = {by: 'deadline'};

function tallyOf(results: Result[]) {
	const tally = newTally();
	for (const result of results) {
		count(tally, result, spec);
	}

	return tally;
}

it.each<[what: string, results: Result[], stop: StopRequest | undefined, end: JobEnd]>([
	['fewer than -n', [enhancer, own, status(0)], undefined, {name: 'done', statusCode: 0}],
	['as many as -n', [enhancer, own, own, status(0)], undefined, {name: 'limited', by: '-n', statusCode: 0}],
	['more than -n, as several threads give', [enhancer, own, own, own, status(0)], undefined, {name: 'limited', by: '-n', statusCode: 0}],
	['our interrupt', [enhancer, own, status(0)], us, {name: 'interrupted', by: 'us', ended: 'yes'}],
	['our deadline', [enhancer, own, status(0)], deadline, {name: 'timed-out', ended: 'yes'}],
	['an error while it was being interrupted', [status(-1, 'no such class')], us, {name: 'done', statusCode: -1, message: 'no such class'}],
	['an error', [status(-1, 'no such class')], undefined, {name: 'done', statusCode: -1, message: 'no such class'}],
	['an argument that is missing', [status(-10, 'The argument is required')], undefined, {name: 'done', statusCode: -10, message: 'The argument is required'}],
	['a kill from a terminal', [enhancer, own, status(-10)], undefined, {name: 'interrupted', by: 'terminal', ended: 'yes'}],
	['our interrupt that came as a kill', [enhancer, own, status(-10)], us, {name: 'interrupted', by: 'us', ended: 'yes'}],
	['an error with as many results as -n', [own, own, status(1, 'x')], undefined, {name: 'done', statusCode: 1, message: 'x'}],
	['a status without a code', [{type: 'status'}], undefined, {name: 'done', statusCode: null}],
	['no status at all', [own], undefined, {name: 'done', statusCode: null}],
	['no status after our interrupt', [own], us, {name: 'interrupted', by: 'us', ended: 'yes'}],
	['a code beyond 2^53', [{type: 'status', statusCode: new ExactNumber('9007199254740993')}], undefined, {name: 'done', statusCode: 9_007_199_254_740_992}],
])('%s', (_what, results, stop, end) => {
	expect(endByStatus(tallyOf(results), spec, stop)).toEqual(end);
});

it('names the cure where a JDK from 16 on forbids what Arthas 3.5.6 does', () => {
	const message = 'Error during processing the command: com.alibaba.fastjson.JSONException, message:write javaBean error';
	const end = endByStatus(tallyOf([status(1, message)]), spec, undefined);
	expect(end).toMatchObject({name: 'done', statusCode: 1, message: expect.stringContaining('--add-opens java.base/java.lang=ALL-UNNAMED') as unknown});
});

describe('the race for the enhancing lock', () => {
	it.each<[results: Result[], isLost: boolean]>([
		[[race, status(-1)], true],
		[[enhancer], false],
		[[], false],
		[[{...race, message: 'other'}], false],
		[[{...race, success: true}], false],
		[[{...race, effect: {classCount: 1}}], false],
		[[{type: 'enhancer', success: false, message: 'someone else is enhancing classes'}], true],
	])('is known by all of its signs: %j', (results, isLost) => {
		expect(lostEnhanceRace(tallyOf(results))).toBe(isLost);
	});

	it('shows in one result', () => {
		expect([race, enhancer, own, {...race, message: 'other'}, {...race, type: 'watch'}].map(result => isRaceResult(result))).toEqual([true, false, false, false, false]);
	});
});

it.each<[message: string, expected: unknown]>([
	['Another job is running.', {kind: 'retry', reason: 'session-stuck'}],
	['Another command is executing.', {kind: 'retry', reason: 'agent-busy'}],
	['process request error: java.lang.Exception: session not found: 1', {kind: 'retry', reason: 'session-unknown'}],
	['Async exec command failed:Error! command not permitted, try to use \'auth\' command to authenticates.', {kind: 'end', end: {name: 'refused', by: 'login'}}],
])('takes “%s” for what it is', (message, expected) => {
	expect(refusalOf(message)).toMatchObject(expected as Record<string, unknown>);
});

it('takes no other word for a refusal', () => {
	expect(refusalOf('Exec command failed:x')).toBeUndefined();
});

it.each([
	['Exec command failed:java.lang.IllegalArgumentException: foo: command not found', 'foo: command not found'],
	['Async exec command failed:Index 0 out of bounds for length 0', 'Index 0 out of bounds for length 0'],
	['java.lang.OutOfMemoryError: Java heap space', 'Java heap space'],
	['plain words', 'plain words'],
	['Exec command failed:', 'Exec command failed:'],
])('says “%s” without its Java', (message, plain) => {
	expect(plainMessage(message)).toBe(plain);
});
