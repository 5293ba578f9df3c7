import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {expect, test} from 'vitest';
import {listOf, openStage, temporaryFolder} from './stage.js';

const rounds = 8;
const source = new URL('../../../../source/core/host/cron/cron-service.ts', import.meta.url).href;

/** Changes a task as fast as it can and prints each number that was answered; a list of some size makes writes take their time. */
const program = `
	import {CronService} from '${source}';
	const service = await CronService.start({folder: process.argv[1], listOthers: async () => [], run: async () => ({body: {}, statusCode: 0})});
	const {body: {data}} = await service.list({});
	let {rev = 0, cmd = '0'} = data.find(({name}) => name === 'counter') ?? {};
	if (data.length === 0) {
		const filler = Array.from({length: 300}, (_, index) => ({name: 'filler-' + index, cron: '0 0 0 1 1 *', cmd: 'x'.repeat(300)}));
		const answered = await service.sync({tasks: [...filler, {name: 'counter', cron: '0 0 0 1 1 *', cmd}]});
		rev = answered.body.data.rev;
	}

	for (;;) {
		cmd = String(Number(cmd) + 1);
		const {body} = await service.update({name: 'counter', rev, cmd});
		rev = body.data.rev;
		process.stdout.write(cmd + '\\n');
	}
`;

test('whatever was answered is there after kill -9, and all of it', async () => {
	const folder = temporaryFolder();
	for (let round = 0; round < rounds; round++) {
		const answered = await killedAfter(folder, 1 + Math.floor(Math.random() * 30));
		const {service, troubles} = await openStage({folder});
		const tasks = await listOf(service);
		await service.close();
		expect(troubles).toEqual([]);
		expect(tasks).toHaveLength(301);
		// The one that was under way may stand there as well.
		const kept = Number(tasks.find(({name}) => name === 'counter')?.['cmd']);
		expect(kept === answered || kept === answered + 1, `${kept} is kept, ${answered} was answered`).toBe(true);
	}
}, 120_000);

/** @returns The last number that the program could print. */
async function killedAfter(folder: string, answers: number): Promise<number> {
	const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, folder], {stdio: ['ignore', 'pipe', 'inherit']});
	const exited = once(child, 'exit');
	let [count, last] = [0, 0];
	for await (const line of createInterface({input: child.stdout})) {
		last = Number(line);
		count++;
		if (count === answers) {
			child.kill('SIGKILL');
		}
	}

	const [code, signal] = await exited as [number | null, string | null];
	expect([code, signal]).toEqual([null, 'SIGKILL']);
	return last;
}
