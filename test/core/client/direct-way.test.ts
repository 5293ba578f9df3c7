import {createServer} from 'node:http';
import {expect, test} from 'vitest';
import {findDirectWay} from '../../../source/core/client/direct-way.js';
import {Moments} from '../../servers/simulation/moments.js';
import {Door} from '../../servers/simulation/peer.js';
import {agentOf} from '../../ui/agents/fleet.js';

const {signal} = new AbortController();
const session = (agentId?: string) => JSON.stringify({state: 'SUCCEEDED', sessionId: 's', body: {results: [{type: 'session', javaPid: 7, ...(agentId !== undefined && {agentId})}]}});
const textAgent = (id: string) => ({...agentOf(id), ip: '127.0.0.1', results: 'text' as const});

async function look(status: number, body: string, agent = textAgent('demo_math1')) {
	const moments = new Moments();
	const door = await new Door(createServer((request, response) => {
		expect(request.headers.authorization).toBeUndefined();
		const {requestId} = {requestId: '1'};
		response.writeHead(status, {'content-type': 'application/json'}).end(body.replace('{', `{"requestId":"${requestId}",`));
	}), moments.notify).open();
	try {
		return {way: await findDirectWay(agent, {port: door.port, signal}), port: door.port};
	} finally {
		await door.shut();
		moments.end();
	}
}

test('finds the JVM behind a text console by the id that it says itself', async () => {
	const {way, port} = await look(200, session('demo_math1'));
	expect(way).toMatchObject({needsLogin: false, endpoint: {kind: 'arthas', name: `127.0.0.1:${port}`}});
});

test.each([
	['another JVM', 200, session('demo_other')],
	['one without an id', 200, session()],
	['no Arthas', 200, '{"hello":"world"}'],
	['a broken one', 500, '{"error":"x"}'],
])('takes %s for none', async (_, status, body) => {
	expect((await look(status, body)).way).toBeUndefined();
});

test('says where a login is asked for, and sends none', async () => {
	expect((await look(401, '{}')).way).toMatchObject({needsLogin: true});
});

test('doesn\'t look where results are structured already, or no address is known', async () => {
	expect((await look(200, session('demo_math1'), {...textAgent('demo_math1'), ip: null as never})).way).toBeUndefined();
	expect((await look(200, session('demo_math1'), {...textAgent('demo_math1'), results: 'structured' as never})).way).toBeUndefined();
});

test.each(['fe80::1%eth0', 'some host', 'ops@127.0.0.1', 'elsewhere.example/x?', ''])('looks nowhere for “%s”, which is no address', async ip => {
	expect((await look(200, session('demo_math1'), {...textAgent('demo_math1'), ip})).way).toBeUndefined();
});

test('takes a port where nothing listens for none', async () => {
	const {port} = await look(200, session('demo_math1'));
	expect(await findDirectWay(textAgent('demo_math1'), {port, signal})).toBeUndefined();
});
