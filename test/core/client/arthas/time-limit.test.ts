import {expect, it} from 'vitest';
import {withTimeLimit} from '../../../../source/core/client/arthas/time-limit.js';

it.each<[line: string, version: string | null, isStream: boolean, expected: string, agentTimeoutMs: number | undefined]>([
	['watch demo.X m -n 5', '4.1.5', true, 'watch --timeout 660 demo.X m -n 5', 660_000],
	['  trace demo.X m | grep x', '4.1.3', true, '  trace --timeout 660 demo.X m | grep x', 660_000],
	['tt -t demo.X m', '4.2.0', true, 'tt --timeout 660 -t demo.X m', 660_000],
	['watch demo.X m', '5.0.0-SNAPSHOT', true, 'watch --timeout 660 demo.X m', 660_000],
	['watch demo.X m', '4.1.2', true, 'watch demo.X m', undefined],
	['watch demo.X m', '3.7.2', true, 'watch demo.X m', undefined],
	['watch demo.X m', null, true, 'watch demo.X m', undefined],
	['watch demo.X m', 'unknown', true, 'watch demo.X m', undefined],
	['dashboard -n 3', '4.1.5', true, 'dashboard -n 3', undefined],
	['tt -l', '4.1.5', false, 'tt -l', undefined],
	['watch demo.X m --timeout 5', '4.1.5', true, 'watch demo.X m --timeout 5', 5000],
	['watch demo.X m --timeout=7', '4.1.5', true, 'watch demo.X m --timeout=7', 7000],
])('%j on %s', (commandLine, version, isStream, expected, agentTimeoutMs) => {
	const spec = {
		commandLine, isStream, isLook: false, deadlineMs: 600_000,
	};
	expect(withTimeLimit(spec, version)).toEqual({commandLine: expected, agentTimeoutMs});
});
