import {expect, test} from 'vitest';
import {parseDuration} from '../../source/commands/duration.js';

test.each([
	['500ms', 500], ['10s', 10_000], ['5m', 300_000], ['1h', 3_600_000], ['1.5s', 1500], [' 2s ', 2000], ['24h', 86_400_000], ['1ms', 1],
])('%s is %d ms', (text, ms) => {
	expect(parseDuration(text, '--timeout')).toBe(ms);
});

test.each(['', '10', 's', '-1s', '10 s', '10sec', '1e3s', '1m30s', '0s', '0.1ms', '25h', '9'.repeat(400) + 's', 'Infinitys'])('“%s” is refused', text => {
	expect(() => parseDuration(text, '--timeout')).toThrow(expect.objectContaining({code: 'ERR_USAGE', message: expect.stringMatching(/^--timeout is “/u) as string}));
});
