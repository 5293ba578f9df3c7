import {Buffer} from 'node:buffer';
import {expect, it} from 'vitest';
import {examine} from '../../../source/commands/doctor/examine.js';
import type {Step} from '../../../source/commands/doctor/step.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startLodaAgent, type LodaAgent} from '../../servers/loda-agent.js';

async function stepsOf(server: LodaAgent): Promise<Step[]> {
	const steps = [];
	for await (const step of examine(parseEndpoint(server.url), {stepMs: 300, signal: new AbortController().signal, maxMessage: 1 << 20})) {
		steps.push(step);
	}

	return steps;
}

it('says that a monitoring agent is there, what it knows, and what is open or missing', async () => {
	await using server = await startLodaAgent();
	const steps = await stepsOf(server);
	expect(steps.map(({step, level}) => `${step} ${level}`)).toEqual(['address ok', 'name ok', 'connect ok', 'server ok', 'namespaces ok', 'plugins ok', 'login warn', 'logs warn']);
	expect(steps.find(({step}) => step === 'plugins')?.detail).toBe('1 that run in cycles; it lists none that run on demand');
});

it('says that its namespaces are missing, and that a list takes too long', async () => {
	await using server = await startLodaAgent();
	server.instead.set('/me/ns', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull'));
	server.instead.set('/plugins/list', 'hold');
	expect((await stepsOf(server)).map(({step, level}) => `${step} ${level}`)).toEqual(expect.arrayContaining(['namespaces warn', 'plugins fail']));
});

it('says that what listens is none', async () => {
	await using server = await startLodaAgent();
	server.instead.set('/me/status', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>'));
	expect((await stepsOf(server)).at(-1)).toMatchObject({step: 'server', level: 'fail', detail: expect.stringContaining('web page') as unknown});
});
