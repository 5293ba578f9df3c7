import {expect, it} from 'vitest';
import {ArthasError, type ErrorCode} from '../../source/core/error.js';
import {explain} from '../../source/core/explain.js';

it.each<[code: ErrorCode, exitCode: number]>([
	['ERR_USAGE', 2],
	['ERR_CONFIG_FILE', 2],
	['ERR_CONFIG_KEY', 2],
	['ERR_CONFIG_SECRET', 2],
	['ERR_CONNECT_ADDRESS', 3],
	['ERR_CONNECT_REFUSED', 3],
	['ERR_CONNECT_TIMEOUT', 3],
	['ERR_CONNECT_TLS', 3],
	['ERR_CONNECT_DOWN', 3],
	['ERR_CONNECT_DRAINING', 3],
	['ERR_CONNECT_PORT', 3],
	['ERR_AUTH_LOGIN', 3],
	['ERR_AUTH_POLICY', 4],
	['ERR_PROTOCOL', 1],
	['ERR_PROTOCOL_JSON', 1],
	['ERR_PROTOCOL_PEER', 3],
	['ERR_TIMEOUT', 124],
	['ERR_TIMEOUT_CONSOLE', 124],
	['ERR_COMMAND', 1],
	['ERR_COMMAND_LOST', 1],
	['ERR_AGENT_UNKNOWN', 2],
	['ERR_AGENT_GONE', 1],
	['ERR_AGENT_BUSY', 1],
	['ERR_CLOSED', 1],
])('explains %s and gives the exit code %d', (code, exitCode) => {
	const explanation = explain(new ArthasError(code, 'what happened', {hint: 'what to do'}));
	expect(explanation).toMatchObject({what: 'what happened', todo: 'what to do', exitCode});
	// These say themselves what is wrong: a second line repeated it, or contradicted it.
	expect(explanation.why === '').toBe(['ERR_USAGE', 'ERR_AUTH_POLICY', 'ERR_AGENT_UNKNOWN'].includes(code));
});

it('always has something to do', () => {
	expect(explain(new ArthasError('ERR_CLOSED', 'closed')).todo).toContain('--help');
});

it.each([[new TypeError('x is not a function'), 'x is not a function'], ['a text', 'a text'], [undefined, 'undefined']])('calls what nobody foresaw a defect', (error, what) => {
	expect(explain(error)).toMatchObject({what, exitCode: 1, todo: expect.stringContaining('report') as unknown});
});
