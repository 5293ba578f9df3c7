import {hostname} from 'node:os';
import {expect, test} from 'vitest';
import type {Agent} from '../../../../source/core/client/agent.js';
import {noFiles} from '../../../../source/core/client/files/no-files.js';
import {createSay, told} from '../../../../source/words/index.js';

const agent = (more: Partial<Agent>): Agent => ({
	ref: 'one/order-7', id: 'order-7', name: 'order-7', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: '', host: null, ip: null,
	version: null, lastSeen: null, labels: {}, server: 'one', registeredAt: null, ...more,
});
const way = 'a channel server carries no files, such as those of order-7';
const usual = 'fetch them straight from the HTTP port of its Arthas: --connect arthas+http://HOST:8563';

test.each<[string, Partial<Agent>, string, string]>([
	['that another host bridges', {host: 'web-2', labels: {bridge: 'web-2', port: '8563'}}, way, 'fetch them straight: --connect arthas+http://web-2:8563, or ssh -L 8563:127.0.0.1:8563 web-2 and --connect arthas+http://127.0.0.1:8563'],
	['that is bridged from afar', {host: '10.0.0.7', labels: {bridge: 'web-2', port: '8563'}}, way, 'fetch them straight: --connect arthas+http://10.0.0.7:8563'],
	['that is bridged here', {host: hostname(), labels: {bridge: hostname(), port: '4711'}}, way, 'fetch them straight: --connect arthas+http://127.0.0.1:4711'],
	['that registered by itself', {host: 'web-2'}, way, usual],
	['whose labels are no names', {labels: {bridge: '$(reboot)', port: '8563'}}, way, usual],
	['of another way', {via: 'replay' as Agent['via']}, 'the files of order-7 can\'t be had this way', usual],
	['that is a host', {kind: 'host'}, 'order-7 has no files of Arthas', 'only JVMs have them; arthas-tui log reads the logs of a host'],
])('of an agent %s it says why, and where they are, in both languages', (_, more, message, hint) => {
	expect(() => noFiles(agent(more))).toThrow(expect.objectContaining({code: 'ERR_FILE', message, hint}) as Error);
	for (const english of [message, hint]) {
		expect(told(createSay('zh'), english)).toMatch(/\p{Script=Han}/u);
	}
});
