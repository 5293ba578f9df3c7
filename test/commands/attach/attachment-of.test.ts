import {mkdtemp, rm} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {attachmentOf} from '../../../source/commands/attach/attachment-of.js';
import {ownAttachments} from '../../../source/commands/attach/own-attachments.js';
import type {Agent} from '../../../source/core/client/agent.js';

const pid = String(process.pid);
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
	env = {XDG_STATE_HOME: await mkdtemp(path.join(tmpdir(), 'arthas-tui-state-'))};
	ownAttachments(env).add({
		pid: process.pid, agentId: 'game_1', port: 4444, username: 'u', password: 'p',
	}, {});
});

afterEach(async () => {
	await rm(env['XDG_STATE_HOME'] ?? '', {recursive: true, force: true});
});

const agent = (more: Partial<Agent> = {}, labels: Record<string, string> = {}): Agent => ({
	ref: 'prod/game_1', id: 'game_1', name: 'game_1', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: '', host: null, ip: null,
	version: null, lastSeen: null, server: 'prod', registeredAt: null, ...more,
	labels: {
		bridge: hostname(), pid, port: '4444', ...labels,
	},
});

test('what was attached is found by the agent that stands for it', () => {
	expect(attachmentOf(agent(), env)).toMatchObject({pid: process.pid, port: 4444, password: 'p'});
});

test.each([
	['another name', agent({id: 'game_2'})],
	['another process', agent({}, {pid: '1'})],
	['another port', agent({}, {port: '4445'})],
	['another host', agent({}, {bridge: 'elsewhere'})],
	['another way', agent({via: 'tunnel'})],
])('%s is another JVM', (_, other) => {
	expect(attachmentOf(other, env)).toBeUndefined();
});
