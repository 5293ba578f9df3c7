import {expect, it} from 'vitest';
import {lodaCommands, toLodaRequest} from '../../../../source/core/protocol/loda.js';
import {tierOf} from '../../../../source/core/safety.js';

const repo = 'ns=web.shop.loda&repo=git%40git.example.org%3Aops%2Fdisk.git';

it.each<[line: string, path: string]>([
	['version', '/me/status'],
	['namespaces', '/me/ns'],
	['traffic', '/me/traffic'],
	['members', '/member'],
	['vars', '/debug/vars'],
	['pull', '/update'],
	['plugins.list', '/plugins/list'],
	['plugins.update web.shop.loda git@git.example.org:ops/disk.git', `/plugins/update?${repo}`],
	['plugins.enable web.shop.loda git@git.example.org:ops/disk.git', `/plugins/enable?${repo}`],
	['plugins.run web.shop.loda git@git.example.org:ops/disk.git', `/plugins/run?${repo}&timeout=10`],
	['plugins.run -t 30 web.shop.loda git@git.example.org:ops/disk.git -v "a b" c', `/plugins/run?${repo}&timeout=30&param=-v+a+b+c`],
	['plugins.run web.shop.loda ops/disk', '/plugins/run?ns=web.shop.loda&repo=git%40loda%3Aops%2Fdisk.git&timeout=10'],
	['metrics.post web.shop.loda [{"name":"a.b","value":1}]', '/post?ns=web.shop.loda'],
	['metrics.post {"name":"a.b","value":1}', '/post'],
	['log.read -o 12 -n 5 "/var/log/a b.log"', '/log/offset?fpath=%2Fvar%2Flog%2Fa+b.log&offset=12&num=5'],
])('%s asks %s', (line, path) => {
	expect(toLodaRequest(line)).toMatchObject({path});
});

it('gives a run the time of the plugin, a margin and that of a clone', () => {
	expect(toLodaRequest('plugins.run -t 30 a.b x/y')).toMatchObject({timeoutMs: 65_000, namespace: 'a.b', project: 'y'});
});

it('says that the agent cuts parameters at blanks', () => {
	expect(toLodaRequest('plugins.run a.b x/y "b c"')).toMatchObject({note: expect.stringContaining('blank') as unknown});
	expect(toLodaRequest('plugins.run a.b x/y b c')).toMatchObject({note: undefined});
});

it.each([
	'version please',
	'plugins.run',
	'plugins.run a.b',
	'plugins.run -t 0 a.b x/y',
	'plugins.run -t 1.5 a.b x/y',
	'plugins.run -t -1 a.b x/y',
	'plugins.run -t',
	'plugins.enable a.b x/y more',
	'plugins.run a.b https://git.example.org/ops/disk.git',
	'plugins.run a.b git@h:disk.git',
	'plugins.run a.b git@h:a/b/c.git',
	'plugins.run a.b git@h:ops/disk',
	'plugins.run a.b disk',
	'metrics.post',
	'metrics.post a.b',
	'metrics.post a.b [',
	'metrics.post []',
	'metrics.post [null]',
	'metrics.post [{}]',
	'metrics.post {"name":"a b","value":1}',
	'metrics.post {"name":"a"}',
	'metrics.post {"name":"a","value":1,"timestamp":"now"}',
	'metrics.post {"name":"a","value":1,"tags":{"x":1}}',
	'log.read',
	'log.read a.log',
	'log.read /var/log/a b.log',
	'log.read -o -1 /a',
])('refuses “%s” before anything is sent', line => {
	expect(toLodaRequest(line)).toMatchObject({problem: expect.any(String) as unknown});
});

it('knows no other names', () => {
	expect(toLodaRequest('thread')).toBeUndefined();
});

it('only looks where nothing of the host is touched', () => {
	const looks = lodaCommands.filter(name => tierOf(name).tier === 'look');
	expect(looks).toEqual(['version', 'namespaces', 'traffic', 'members', 'vars', 'plugins.list', 'log.read']);
	expect(tierOf('plugins.run a.b ops/disk')).toMatchObject({tier: 'change', reason: expect.stringContaining('script on the host') as unknown});
});
