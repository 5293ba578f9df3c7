import {expect, test} from 'vitest';
import type {ServiceDefinition} from '@grpc/grpc-js';
import {arthasService} from '../../../source/core/protocol/arthas-service.js';

test('the table is what grpc-js takes as a service', () => {
	const definition: ServiceDefinition = arthasService;
	expect(Object.values(definition).map(({path, requestStream, responseStream}) => [path, requestStream, responseStream])).toEqual([
		['/com.alibaba.arthas.channel.proto.ArthasService/register', false, false],
		['/com.alibaba.arthas.channel.proto.ArthasService/acquireRequest', false, true],
		['/com.alibaba.arthas.channel.proto.ArthasService/submitResponse', true, true],
		['/com.alibaba.arthas.channel.proto.ArthasService/heartbeat', true, true],
	]);
});

test('messages survive the way there and back', () => {
	const {submitResponse} = arthasService;
	const message = {
		agentId: 'a', requestId: 'r', status: 2, message: '', sessionId: 's', executeResult: {results: [], resultsJson: '[{"type":"é"}]'}, consoleResult: undefined,
	};
	expect(submitResponse.requestDeserialize(submitResponse.requestSerialize(message))).toEqual(message);
	const reply = {status: 1000, message: 'push response message failure'};
	expect(submitResponse.responseDeserialize(submitResponse.responseSerialize(reply))).toEqual(reply);
});

test('bytes are those of protobuf, result text wrapped in its own message', () => {
	const bytes = arthasService.submitResponse.requestSerialize({
		agentId: 'a', requestId: '', status: 1, message: '', sessionId: '', executeResult: {results: [], resultsJson: '[]'}, consoleResult: undefined,
	});
	expect(bytes.toString('hex')).toBe('0a01611801320612040a025b5d');
});
