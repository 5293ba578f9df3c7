import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {startEmbedded, urlHost} from '../../source/commands/embedded.js';

test('the embedded server asks on every operator door for a login that is new at each start', async () => {
	const first = await startEmbedded();
	const second = await startEmbedded();
	try {
		const {base, username, password} = first.endpoint;
		expect(password).toMatch(/^[\w-]{32}$/u);
		expect(second.endpoint.password).not.toBe(password);
		const tunnel = `http://${urlHost(first.server.tunnel!)}`;
		const doors = [
			new URL('/agents', base),
			new URL(`http://${urlHost(first.server.http)}/legacy_api`),
			new URL('/agents?watch=1&ext=1', base),
			new URL('/api/tunnelApps', tunnel),
			new URL('/proxy/any/', tunnel),
		];
		for (const door of doors) {
			expect((await fetch(door)).status, door.pathname).toBe(401);
		}

		const upgrade = {
			connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'c2l4dGVlbiBieXRlcyBsLg==',
		};
		for (const {host, port} of [first.server.http, first.server.ws, first.server.tunnel!]) {
			expect(await statusOf({
				host, port, path: '/ws?method=connectArthas&id=any', headers: upgrade,
			})).toBe(401);
		}

		const login = {authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`};
		const agents = await fetch(new URL('/agents', base), {headers: login});
		expect(await agents.json()).toHaveLength(1);
	} finally {
		await Promise.all([first.close(), second.close()]);
	}
});

async function statusOf(request: {host: string; port: number; path: string; headers: Record<string, string>}): Promise<number | undefined> {
	const {get} = await import('node:http');
	return new Promise((resolve, reject) => {
		get(request, response => {
			response.resume();
			resolve(response.statusCode);
		}).on('upgrade', (_, socket) => {
			socket.destroy();
			resolve(101);
		}).on('error', reject);
	});
}
