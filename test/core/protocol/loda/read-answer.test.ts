import {expect, it} from 'vitest';
import {readLodaAnswer, toLodaRequest, type LodaRequest} from '../../../../source/core/protocol/loda.js';
import {recording} from '../../../servers/loda/recording.js';

/** Every recorded answer of a real agent and what it means, by the call that it belongs to. */
it.each<[name: string, line: string, expected: object]>([
	['me-status', 'version', {kind: 'result', result: {type: 'version', version: '0.4.3'}}],
	['me-ns', 'namespaces', {kind: 'result', result: {type: 'namespaces', namespaces: ['web.shop.loda']}}],
	['ns-no-namespaces', 'namespaces', {kind: 'result', result: {type: 'namespaces', namespaces: []}}],
	['member', 'members', {kind: 'result', result: {type: 'members', members: []}}],
	['list', 'plugins.list', {kind: 'result', result: {type: 'plugins.list', plugins: [{namespace: 'web.shop.loda', plugin: 'disk', enabled: true}]}}],
	['list-disabled', 'plugins.list', {kind: 'result', result: {type: 'plugins.list', plugins: [{namespace: 'web.shop.loda', plugin: 'disk', enabled: false}]}}],
	['list-no-namespaces', 'plugins.list', {kind: 'result', result: {type: 'plugins.list', plugins: []}}],
	['log-offset', 'log.read /var/log/a', {
		kind: 'failure', message: expect.stringContaining('404') as unknown, hint: expect.stringContaining('host agent') as unknown, ran: 'no',
	}],
	['notfound', 'vars', {kind: 'stranger'}],
	['run-disk', 'plugins.run a.b x/y', {kind: 'result', result: {type: 'plugins.run', answer: 'run plugin successfully', plugin: 'y'}}],
	['run-busy', 'plugins.run a.b x/y', {kind: 'busy', message: 'plugin is running'}],
	['run-exit3', 'plugins.run a.b x/y', {kind: 'exit', code: 3}],
	['run-timeout', 'plugins.run a.b x/y', {kind: 'timeout'}],
	['run-timeout0', 'plugins.run a.b x/y', {kind: 'timeout'}],
	['run-timeout-bad', 'plugins.run a.b x/y', {kind: 'failure', message: 'invalid timeout', ran: 'no'}],
	['run-noplugin', 'plugins.run a.b x/y', {kind: 'failure', hint: expect.stringContaining('executable') as unknown, ran: 'maybe'}],
	['run-emptyfile', 'plugins.run a.b x/y', {kind: 'failure', message: expect.stringContaining('exec format error') as unknown}],
	['run-gone', 'plugins.run a.b x/y', {kind: 'failure', message: 'update failed: clone failed: exit status 128'}],
	['run-registry-down', 'plugins.run a.b x/y', {kind: 'unknown'}],
	['update-ok', 'plugins.update a.b x/y', {kind: 'result'}],
	['update-nobranch', 'plugins.update a.b x/y', {kind: 'failure', hint: expect.stringContaining('release') as unknown}],
	['update-https', 'plugins.update a.b x/y', {kind: 'failure', message: 'invalid repo', ran: 'no'}],
	['update-otherns', 'plugins.update a.b x/y', {kind: 'unknown'}],
	['disable', 'plugins.disable a.b x/y', {kind: 'result'}],
	['enable', 'plugins.enable a.b x/y', {kind: 'result'}],
	['enable-again', 'plugins.enable a.b x/y', {kind: 'failure', hint: expect.stringContaining('not disabled') as unknown}],
	['enable-ondemand', 'plugins.enable a.b x/y', {kind: 'failure', hint: expect.stringContaining('on demand') as unknown}],
	['update', 'pull', {kind: 'result', result: {type: 'pull', answer: 'collect items updated'}}],
	['post-ok', 'metrics.post {"name":"a","value":1}', {kind: 'result', result: {type: 'metrics.post', answer: 'send data to MQ success'}}],
	['post-badname', 'metrics.post {"name":"a","value":1}', {kind: 'failure', message: expect.stringContaining('invalid metric name') as unknown}],
	['post-badjson', 'metrics.post {"name":"a","value":1}', {kind: 'failure', ran: 'no'}],
	['post-no-namespaces', 'metrics.post {"name":"a","value":1}', {kind: 'failure', message: 'invalid ns', hint: expect.stringContaining('namespace') as unknown}],
])('%s after “%s”', (name, line, expected) => {
	expect(readLodaAnswer(toLodaRequest(line) as LodaRequest, answerOf(recording(name).toString()))).toMatchObject(expected);
});

it('takes figures of traffic and of the process', () => {
	const traffic = readLodaAnswer(toLodaRequest('traffic') as LodaRequest, answerOf(recording('traffic').toString()));
	expect(traffic).toMatchObject({kind: 'result', result: {traffic: expect.arrayContaining([expect.objectContaining({name: 'net.in', tags: {interface: 'eth0'}})]) as unknown}});
});

it.each([
	['version', 200, '<html><body>Please log in</body></html>'],
	['version', 200, 'ok'],
	['version', 200, '{"name":"x"}'],
	['plugins.list', 200, 'who are you?\n'],
	['plugins.run a.b x/y', 502, '<html>502 Bad Gateway</html>'],
	['plugins.run a.b x/y', 302, ''],
	['metrics.post {"name":"a","value":1}', 403, 'forbidden'],
	['log.read /a', 404, '<html>404</html>'],
])('takes no stranger for an agent: %s, HTTP %i, %s', (line, status, text) => {
	expect(readLodaAnswer(toLodaRequest(line) as LodaRequest, {status, text})).toMatchObject({kind: 'stranger'});
});

function answerOf(bytes: string): {status: number; text: string} {
	return {status: Number(bytes.slice(9, 12)), text: bytes.slice(bytes.indexOf('\r\n\r\n') + 4)};
}
