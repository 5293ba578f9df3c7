import {execFileSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {curlLine} from '../../source/actions/curl-line.js';
import {parseActionRequest} from '../../source/core/protocol/channel-request.js';
import {agent} from '../ui/stream/scripted-stream.js';

const command = 'watch a b \'params[0]=="it\'s"\' -x 2';

/** The words that a shell makes of a line. */
function words(line: string): string[] {
	return execFileSync('sh', ['-c', `set -- ${line}; for word; do printf '%s\\0' "$word"; done`], {encoding: 'utf8'}).split('\0').slice(0, -1);
}

describe('a line for curl', () => {
	it('sends to a channel server what this program sends', () => {
		const line = words(curlLine({kind: 'channel', base: new URL('https://h:1/prefix/'), username: 'o\'ps'}, agent, command, {isStream: false}));
		expect(line.slice(0, 5)).toEqual(['curl', '-sN', '-u', 'o\'ps', '-H']);
		expect(line.at(-1)).toBe('https://h:1/prefix/agent/math-7f3a/exec');
		expect(parseActionRequest(line.at(-2)!).executeParams).toMatchObject({commandLine: command, execTimeout: 30_000});
	});

	it('asks the HTTP API of a JVM in its own words', () => {
		const line = words(curlLine({kind: 'arthas', base: new URL('http://h:8563')}, agent, command, {isStream: true}));
		expect(line.at(-1)).toBe('http://h:8563/api');
		expect(JSON.parse(line.at(-2)!)).toEqual({action: 'exec', command, execTimeout: '30000'});
	});
});
