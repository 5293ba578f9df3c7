import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {
	parseAgents, printAgent, printAgents, type AgentRecord,
} from '../../../source/core/protocol/agent-record.js';
import {fixture} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

const recorded = fixture('channel-server/agents.json');

describe('the recorded list', () => {
	it('is read and printed byte for byte, whatever the order of the members in memory', () => {
		const agents = parseAgents(recorded);
		expect(agents).toHaveLength(1);
		expect(agents[0]).toMatchObject({agentId: 'mg1', agentStatus: 'IN_SERVICE', channelFeatures: ['WebConsole', 'ExecuteCommand']});
		expect(printAgents(agents)).toBe(recorded);
		const reversed = agents.map(agent => Object.fromEntries(Object.entries({...agent, secret: 'x'}).reverse()) as AgentRecord);
		expect(printAgents(reversed)).toBe(recorded);
		expect(reversed.map(agent => printAgent(agent))).toEqual([fixture('channel-server/agent.json')]);
	});
});

describe('reading is lenient', () => {
	const empty: AgentRecord = {
		agentId: '', agentVersion: '', agentStatus: '', hostname: '', ip: '', osVersion: '', appName: '', channelServer: '',
		classPath: '', channelVersion: '', channelFeatures: [], heartbeatTime: 0, createdTime: 0, modifiedTime: 0,
	};

	test.each<[string, Array<Partial<AgentRecord>>]>([
		[' []', []],
		['[{}]', [{}]],
		['[null,{"agentId":"a"},5,[],"x",12345678901234567890]', [{agentId: 'a'}]],
		['[{"agentId":"a","desc":"b","labels":{},"__proto__":{"ip":"x"}}]', [{agentId: 'a'}]],
		['[{"agentId":5,"heartbeatTime":"soon","channelFeatures":"all"}]', [{}]],
		['[{"agentId":null,"channelFeatures":["WebConsole",null,5],"createdTime":1795269293108}]', [{channelFeatures: ['WebConsole'], createdTime: 1_795_269_293_108}]],
	])('%s', (text, expected) => {
		expect(parseAgents(text)).toEqual(expected.map(members => ({...empty, ...members})));
	});
});

describe('what is no list', () => {
	test.each([
		['{"status":404}', 'ERR_PROTOCOL_PEER'],
		['<html>login</html>', 'ERR_PROTOCOL_PEER'],
		['', 'ERR_PROTOCOL_PEER'],
		['[{"agentId":"a"', 'ERR_PROTOCOL_JSON'],
		['['.repeat(100_000), 'ERR_PROTOCOL_TOO_LARGE'],
	])('%.30s', (text, code) => {
		expect(protocolCode(() => parseAgents(text))).toBe(code);
	});

	it('says what was expected there', () => {
		expect(() => parseAgents('{}')).toThrow(/is not a channel server/u);
	});

	it('throws nothing but a protocol error', () => {
		fc.assert(fc.property(fc.oneof(fc.jsonValue().map(value => JSON.stringify([value])), fc.string()), text => {
			protocolCode(() => parseAgents(text));
		}));
	});
});
