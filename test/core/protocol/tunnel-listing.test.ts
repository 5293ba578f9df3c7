import {expect, it} from 'vitest';
import {
	readTunnelActuator, readTunnelAgents, readTunnelApps, readTunnelExists,
} from '../../../source/core/protocol/tunnel-listing.js';
import {recordedAnswer} from '../../servers/tunnel/recordings.js';

const body = (name: string) => recordedAnswer(name).body;

it('reads what a tunnel server 4.3.4 answered', () => {
	expect(readTunnelApps(body('tunnelApps'))).toEqual(['demo']);
	expect(readTunnelAgents(body('tunnelAgentInfo'))).toEqual([{
		id: 'demo_math1', host: '127.0.0.1', version: '4.1.5', connectHost: '127.0.0.1', connectPort: 17_777,
	}]);
	expect(readTunnelAgents(body('tunnelAgentInfo-unknown'))).toEqual([]);
	expect(readTunnelExists(body('tunnelAgents-yes'))).toBe(true);
	expect(readTunnelExists(body('tunnelAgents-no'))).toBe(false);
	const {version, agents} = readTunnelActuator(body('actuator-arthas'));
	expect(version).toBe('4.3.4');
	expect(agents.find(({id}) => id === 'demo_math1')).toEqual({
		id: 'demo_math1', host: '127.0.0.1', version: '4.1.5', connectHost: null, connectPort: null,
	});
});

it('takes null for absent, and leaves out what is no agent', () => {
	expect(readTunnelAgents('{"a":{"host":null,"arthasVersion":""},"b":7,"c":null}')).toEqual([{
		id: 'a', host: null, version: null, connectHost: null, connectPort: null,
	}]);
	expect(readTunnelApps('["x",7,null]')).toEqual(['x']);
	expect(readTunnelActuator('{"agents":{}}')).toEqual({version: null, agents: []});
});

it.each<[name: string, read: (text: string) => unknown, text: string]>([
	['a page for a list', readTunnelApps, '<!DOCTYPE html><html></html>'],
	['an object for a list', readTunnelApps, body('tunnelApps-detail-pages-off')],
	['a list for agents', readTunnelAgents, '[]'],
	['no answer to a question', readTunnelExists, '{"error":"x"}'],
	['no agents', readTunnelActuator, '{"version":"1"}'],
	['no JSON', readTunnelExists, 'error'],
])('refuses %s', (_, read, text) => {
	expect(() => read(text)).toThrow(expect.objectContaining({code: expect.stringMatching(/^ERR_PROTOCOL/u) as unknown}));
});
