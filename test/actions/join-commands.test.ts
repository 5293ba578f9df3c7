import {expect, test} from 'vitest';
import {joinCommands} from '../../source/actions/join-commands.js';

test.each(['embedded', 'found'] as const)('at a server of one\'s own (%s) a JVM of this host is attached, and stock Arthas dials its tunnel door', source => {
	const [running, started] = joinCommands({source, tunnel: '127.0.0.1:41234'});
	expect(running).toEqual(['arthas-tui attach <pid>']);
	expect(started.join('\n')).toContain('-Darthas.tunnelServer=ws://127.0.0.1:41234/ws ');
});

test('at a server that was named nothing is said of attaching, which would not find it', () => {
	const all = joinCommands({source: 'given'}).flat().join('\n');
	expect(all).not.toContain('arthas-tui attach');
	expect(all).toContain('ws://<server>:7777/ws');
});
