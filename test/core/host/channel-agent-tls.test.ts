import process from 'node:process';
import {expect, test} from 'vitest';
import {selfSigned} from '../../../source/commands/serve/self-signed.js';
import {startChannelAgent} from '../../../source/core/host/index.js';
import {until} from '../../../source/core/readable.js';
import {startTestServer} from '../server/harness.js';

const start = (port: number, ca: string, host = '127.0.0.1') => startChannelAgent({
	server: `${host}:${port}`, agentId: 'host-1', version: '1.2.3', access: {tls: {ca}}, reconnectMs: 20,
});

test('a server at a bare address is verified by that, and nothing is warned of', async () => {
	const warnings: string[] = [];
	const note = (warning: Error) => {
		warnings.push(warning.message);
	};

	process.on('warning', note);
	const {cert, key} = selfSigned(['127.0.0.1']);
	await using server = await startTestServer({tls: {cert, key}});
	await using agent = start(server.grpc.port, cert);
	await agent.ready;
	process.off('warning', note);
	expect(warnings).toEqual([]);
});

test('one at a name is verified by its name', async () => {
	const {cert, key} = selfSigned(['localhost']);
	await using server = await startTestServer({tls: {cert, key}});
	await using agent = start(server.grpc.port, cert, 'localhost');
	await agent.ready;
	await using other = start(server.grpc.port, cert);
	await until(other.error, error => error !== undefined);
	expect(other.status.getSnapshot()).toBe('connecting');
});

test('a certificate for another address, or of an unknown authority, is refused', async () => {
	const {cert, key} = selfSigned(['10.9.9.9']);
	await using server = await startTestServer({tls: {cert, key}});
	for (const ca of [cert, selfSigned(['127.0.0.1']).cert]) {
		await using agent = start(server.grpc.port, ca);
		await until(agent.error, error => error !== undefined);
		expect(agent.status.getSnapshot()).toBe('connecting');
	}
});
