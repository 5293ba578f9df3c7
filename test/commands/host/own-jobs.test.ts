import {
	mkdtempSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test, vi,
} from 'vitest';
import {askAgent} from '../../../source/actions/live/host/ask-agent.js';
import {startEmbedded} from '../../../source/commands/embedded.js';
import {openOwnJobs} from '../../../source/commands/host/own-jobs.js';
import {openConnection} from '../../../source/core/client/connection.js';
import {until} from '../../../source/core/readable.js';
import type {JsonObject} from '../../../source/core/protocol/result.js';

let home: string;
beforeEach(() => {
	home = mkdtempSync(path.join(tmpdir(), 'own-jobs-'));
});
afterEach(() => {
	rmSync(home, {recursive: true, force: true});
});

function unexpected(text: string): void {
	throw new Error(text);
}

test('a job that is added through the embedded server runs at its second, and its output is seen', async () => {
	const jobs = await openOwnJobs({env: {XDG_STATE_HOME: home}, err: unexpected});
	const embedded = await startEmbedded({jobs});
	const connection = openConnection(embedded.endpoint);
	try {
		const [agent] = await until(connection.agents, agents => agents.length > 0);
		const ask = async (line: string, approved = false) => askAgent(() => agent && {agent, session: connection.openSession(agent)}, agent?.ref ?? '', line, {approved});
		expect(await ask('cron.add {"name":"tick","cron":"* * * * * *","cmd":"echo seen"}')).toHaveProperty('problem');
		expect(await ask('cron.add {"name":"tick","cron":"* * * * * *","cmd":"echo seen"}', true)).toMatchObject({data: {name: 'tick'}});
		const run = await vi.waitFor(async () => {
			const {data} = await ask('cron.history tick');
			const ended = (data as JsonObject[]).find(({state}) => state === 'ended');
			expect(ended).toBeDefined();
			return ended;
		}, {timeout: 8000, interval: 50});
		expect(run).toMatchObject({trigger: 'schedule', outcome: {resp: 'success', data: 'seen\n'}});
		expect(Math.abs(Number(run?.['start']) - Number(run?.['due']))).toBeLessThan(1);
	} finally {
		await connection.close();
		await embedded.close();
	}
}, 20_000);

test('where nothing can be kept there are no jobs, which is told', async () => {
	const file = path.join(home, 'file');
	writeFileSync(file, '');
	const told: string[] = [];
	expect(await openOwnJobs({
		env: {XDG_STATE_HOME: file}, err(text) {
			told.push(text);
		},
	})).toBeUndefined();
	expect(told.join('')).toMatch(/^cron: no jobs on this host, because nothing can be kept in .*file/u);
});
