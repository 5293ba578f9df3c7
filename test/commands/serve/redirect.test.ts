import {expect, it} from 'vitest';
import {redirectPolicy} from '../../../source/commands/serve/redirect.js';
import {strangeVariables} from '../../../source/commands/config/environment.js';
import {serveFlags} from '../../../source/commands/serve/serve-flags.js';

const hosts = Array.from({length: 300}, (_, index) => `host-${index}`);
const to = (entries: string, hostname: string) => redirectPolicy([entries])?.({hostname, members: {}});

it('keeps everybody where nothing is named', () => {
	expect(redirectPolicy([])).toBeUndefined();
});

it('spreads agents evenly, and servers with the same list agree, so that nobody is sent twice', () => {
	const lists: Record<string, string> = {'a:1': '=a:1,b:1,c:1', 'b:1': 'a:1,=b:1,c:1', 'c:1': 'a:1,b:1,=c:1'};
	const counts: Record<string, number> = {};
	for (const host of hosts) {
		const home = to(lists['a:1']!, host)?.split(',')[0] ?? 'a:1';
		counts[home] = (counts[home] ?? 0) + 1;
		expect(to(lists[home]!, host)).toBeUndefined();
	}

	expect(Object.keys(counts).sort()).toEqual(['a:1', 'b:1', 'c:1']);
	expect(Math.min(...Object.values(counts))).toBeGreaterThan(70);
});

it('tells the others as well, in case the first one is down, and never itself', () => {
	const lists = hosts.map(host => to('=a:1,b:1,c:1', host)).filter(list => list !== undefined);
	expect(new Set(lists)).toEqual(new Set(['b:1,c:1', 'c:1,b:1']));
});

it('moves only the agents of a server that goes', () => {
	for (const host of hosts) {
		const before = to('a:1,b:1,c:1', host)?.split(',')[0];
		if (before !== 'c:1') {
			expect(to('a:1,b:1', host)?.split(',')[0]).toBe(before);
		}
	}
});

it.each(['a', 'a:1,b c:2', '=a:1,=b:1'])('refuses %s', entries => {
	expect(() => redirectPolicy([entries])).toThrow(expect.objectContaining({code: 'ERR_USAGE'}));
});

it('is taken from its variable, too, which nobody takes for a slip', () => {
	const env = {ARTHAS_TUI_SERVE_REDIRECT: '=a:1 b:1', ARTHAS_TUI_SERVE_HOST_PORT: '1', ARTHAS_TUI_SERVE_TUNNEL_PORT: '2'};
	expect(serveFlags({}, env)).toMatchObject({redirect: ['=a:1', 'b:1'], hostPort: '1', tunnelPort: '2'});
	expect(strangeVariables(env)).toEqual([]);
});
