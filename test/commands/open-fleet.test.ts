import {
	mkdir, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {startEmbedded, urlHost} from '../../source/commands/embedded.js';
import {openFleet} from '../../source/commands/open-fleet.js';
import {startOf} from '../../source/commands/runtime-file.js';
import {fakeContext} from './fake-context.js';

test('the server of a screen that runs is used, with its login', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-found-'));
	const {endpoint: {username, password}, server, close} = await startEmbedded();
	try {
		// A process that runs and isn't this one stands for the screen.
		await mkdir(path.join(folder, 'arthas-tui'), {mode: 0o700});
		await writeFile(path.join(folder, 'arthas-tui', `server-${process.ppid}.json`), JSON.stringify({
			pid: process.ppid, startedAt: startOf(process.ppid), http: urlHost(server.http), ws: urlHost(server.ws), grpc: urlHost(server.grpc), tls: false, username, password, isScreen: true,
		}), {mode: 0o600});
		const opened = await openFleet(fakeContext({env: {XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: folder}}));
		expect(opened).toMatchObject({source: 'found', missing: 0, agentsAt: urlHost(server.grpc)});
		expect(opened.fleet.connections[0]?.endpoint.name).toBe(urlHost(server.http));
		expect(opened.fleet.select('self')).toHaveLength(1);
		await opened.close();
	} finally {
		await close();
		await rm(folder, {recursive: true, force: true});
	}
});
