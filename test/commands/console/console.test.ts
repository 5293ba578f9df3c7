import {expect, test} from 'vitest';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startEmbedded} from '../../../source/commands/embedded.js';
import {runConsole} from '../../../source/commands/console.js';
import type {Settings} from '../../../source/commands/context.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {startJavaChannel, type JavaChannel} from '../../servers/java-channel.js';
import {fakeContext} from '../fake-context.js';
import {fakeTerminal} from './fake-terminal.js';

function begin(endpoint: Settings['endpoints'][number], {input = [] as string[], settings = {}} = {}) {
	const context = fakeContext({input, settings: {endpoints: [endpoint], ...settings}});
	const screen = fakeTerminal();
	return {context, screen, done: runConsole(context, screen.terminal)};
}

const javaEndpoint = (java: JavaChannel) => parseEndpoint(java.endpoint, {consoleUrl: new URL(`${java.consoleUrl}/ws`)});

test('a console of a JVM: prompt, command, size, and ~. to leave', async () => {
	await using api = await startArthasApi();
	const {context, screen, done} = begin(parseEndpoint(api.endpoint));
	await screen.until(() => screen.output.written.includes(']$ '));
	screen.resize({cols: 132, rows: 43});
	screen.type('version\r');
	await screen.until(() => (screen.output.written.match(/\]\$ /gu) ?? []).length > 1);
	await api.until(() => api.terminalSizes[0]?.cols === 132);
	screen.type('~.');
	await expect(done).resolves.toBe(0);
	await api.until(() => api.terminalsOpen === 0);
	expect(screen.output.written).toContain('version');
	expect(screen.input.raw).toEqual([true, false]);
	expect(context.printed.err).toMatch(/~\. at the start of a line leaves it.*\n\nleft the console\n$/u);
	expect(context.printed.out).toBe('');
});

test('a console over the Java channel server, whose first one stops in its banner', async () => {
	await using java = await startJavaChannel({agents: ['mg1', 'mg2'], halfBanners: 1});
	const {screen, done} = begin(javaEndpoint(java), {input: ['mg2']});
	await screen.until(() => screen.output.written.includes(']$ '));
	screen.type('\r~.');
	await expect(done).resolves.toBe(0);
	expect(java.consoleRequests.map(({path}) => path)).toEqual(Array.from({length: 2}, () => '/ws?method=connectArthas&id=mg2'));
});

test('a shell that ends on the Java channel server ends the console, although its socket stays open', async () => {
	await using java = await startJavaChannel();
	const {context, screen, done} = begin(javaEndpoint(java));
	await screen.until(() => screen.output.written.includes(']$ '));
	screen.type('quit\r');
	await expect(done).resolves.toBe(0);
	expect(context.printed.err).toMatch(/the console ended\n$/u);
});

test('a server that goes away in the middle is told, and the terminal is given back', async () => {
	await using java = await startJavaChannel();
	const {context, screen, done} = begin(javaEndpoint(java));
	await screen.until(() => screen.output.written.includes(']$ '));
	await java[Symbol.asyncDispose]();
	await expect(done).resolves.toBe(1);
	expect(context.printed.err).toMatch(/the connection to the console was lost/u);
	expect(screen.input.raw).toEqual([true, false]);
});

test('a signal ends it with 130', async () => {
	await using api = await startArthasApi();
	const {context, screen, done} = begin(parseEndpoint(api.endpoint));
	await screen.until(() => screen.output.written.includes(']$ '));
	context.interrupt();
	await expect(done).resolves.toBe(130);
	expect(screen.input.raw).toEqual([true, false]);
});

test('read-only refuses it before anything is sent', async () => {
	await using api = await startArthasApi();
	const {screen, done} = begin(parseEndpoint(api.endpoint), {settings: {readOnly: true}});
	await expect(done).rejects.toMatchObject({code: 'ERR_AUTH_POLICY'});
	expect(api.requests).toEqual([]);
	expect(screen.input.raw).toEqual([]);
});

test('without a terminal it is refused, naming exec', async () => {
	const context = fakeContext();
	await expect(runConsole(context, fakeTerminal({isInteractive: false}).terminal)).rejects.toMatchObject({
		code: 'ERR_USAGE', hint: expect.stringContaining('arthas-tui exec') as string,
	});
});

test.each([
	[['nobody'], 'ERR_AGENT_UNKNOWN'],
	[[], 'ERR_USAGE'],
	[['mg'], 'ERR_USAGE'],
])('with the agents mg1 and mg2, %j is refused and the terminal is not touched', async (input, code) => {
	await using java = await startJavaChannel({agents: ['mg1', 'mg2']});
	const {screen, done} = begin(javaEndpoint(java), {input});
	await expect(done).rejects.toMatchObject({code});
	expect(screen.input.raw).toEqual([]);
});

test('a hint names an agent as console takes it, and no flag of exec', async () => {
	await using java = await startJavaChannel({agents: ['mg1', 'mg2']});
	await expect(begin(javaEndpoint(java)).done).rejects.toMatchObject({hint: 'name one, for example: arthas-tui console mg1'});
	await expect(begin(javaEndpoint(java), {input: ['nobody']}).done).rejects.toMatchObject({hint: expect.not.stringContaining('--on') as string});
});

test('a host that has no console says so in words', async () => {
	const embedded = await startEmbedded();
	const {done, screen} = begin(embedded.endpoint);
	await expect(done).rejects.toMatchObject({
		code: 'ERR_COMMAND',
		message: expect.stringMatching(/^no console was opened at .*: this is a host agent, it has no console/u) as string,
		hint: expect.stringContaining('arthas-tui exec --on') as string,
	});
	expect(screen.input.raw).toEqual([]);
	await embedded.close();
});

test('--timeout ends the waiting for a console', async () => {
	await using java = await startJavaChannel({halfBanners: 2});
	const {done, screen} = begin(javaEndpoint(java), {settings: {timeoutMs: 100}});
	await expect(done).rejects.toMatchObject({code: 'ERR_TIMEOUT', message: 'no console of mg1 in 100 ms'});
	expect(screen.input.raw).toEqual([]);
});
