import {createServer, type AddressInfo} from 'node:net';
import {once} from 'node:events';
import {expect, it} from 'vitest';
import {examine} from '../../../source/commands/doctor/examine.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startAgent} from '../../core/host/agent/start.js';

async function stepsOf(port: number): Promise<Array<{step: string; level: string}>> {
	const steps = [];
	for await (const step of examine(parseEndpoint(`host+plain://127.0.0.1:${port}`), {stepMs: 300, signal: new AbortController().signal, maxMessage: 1 << 20})) {
		steps.push(step);
	}

	return steps;
}

it('says that a host agent is there and answers', async () => {
	await using agent = await startAgent({listen: {host: '127.0.0.1', port: 0}});
	expect((await stepsOf(agent.listening!.port)).map(({step, level}) => `${step} ${level}`)).toEqual(['address ok', 'name ok', 'connect ok', 'server ok', 'answer ok']);
});

it('says that what listens is none', async () => {
	const server = createServer(socket => {
		socket.on('error', () => undefined).write('HTTP/1.1 400 Bad Request\r\n\r\n');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	expect((await stepsOf((server.address() as AddressInfo).port)).at(-1)).toMatchObject({step: 'server', level: 'fail', detail: expect.stringContaining('is not a host agent') as unknown});
	server.close();
});
