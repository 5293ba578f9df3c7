import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {parseBootError, printBootError} from '../../../source/core/protocol/boot-error.js';
import {fixture, fixtureNames} from '../../helpers/fixture.js';

const recordings = fixtureNames('channel-server', /-(?:4\d\d|5\d\d)\.json$|^legacy-415\.json$/u);

it('finds the recorded error bodies', () => {
	expect(recordings.length).toBeGreaterThanOrEqual(6);
});

test.each(recordings)('%s prints as the Java server printed it, but for the time', name => {
	const recorded = fixture(name);
	const error = parseBootError(recorded);
	expect(error).toBeDefined();
	const printed = printBootError({status: error?.status ?? 0, path: error?.path ?? ''});
	expect(printed.replace(/"timestamp":"[^"]*"/u, '')).toBe(recorded.replace(/"timestamp":"[^"]*"/u, ''));
	expect(printed).toMatch(/^\{"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00",/u);
});

it('prints our members behind those of Spring Boot', () => {
	const printed = printBootError({
		status: 503, path: '/agent/mg1/exec', requestId: 'r', agentId: 'mg1', ran: 'no', code: 'AGENT_GONE', message: 'gone', hint: 'wait', retryAfterMs: 5000,
	});
	const boot = '"status":503,"error":"Service Unavailable","message":"gone","path":"/agent/mg1/exec"';
	const ours = '"code":"AGENT_GONE","ran":"no","hint":"wait","agentId":"mg1","requestId":"r","retryAfterMs":5000';
	expect(printed.replace(/^.*?,/u, '')).toBe(`${boot},${ours}}`);
});

describe('reading', () => {
	it('gives back what was printed', () => {
		const error = {
			status: 404, path: '/agent/x', message: 'no agent x here', code: 'AGENT_UNKNOWN', ran: 'no', hint: 'GET /agents lists them', agentId: 'x', requestId: 'r', retryAfterMs: 1,
		} as const;
		expect(parseBootError(printBootError(error))).toEqual(error);
	});

	it('ignores members of another type', () => {
		expect(parseBootError('{"status":500,"error":"x","path":1,"ran":"yes","retryAfterMs":"5","code":{}}')).toEqual({status: 500, path: ''});
	});

	test.each(['', 'null', '[]', '<html>502 Bad Gateway</html>', '{"status":"500","error":"x"}', '{"status":500}', '{"status":500,', '['.repeat(100_000)])('%.30s is no error body', text => {
		expect(parseBootError(text)).toBeUndefined();
	});

	it('never throws', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => {
			parseBootError(text);
		}));
	});
});

it('names a status that has no phrase', () => {
	expect(printBootError({status: 499, path: '/'})).toContain('"error":"Http Status 499"');
});
