import {once} from 'node:events';
import {
	mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {connect as connectTls} from 'node:tls';
import {describe, expect, it} from 'vitest';
import {openAudit} from '../../../../source/core/host/audit.js';
import {defaultBashPolicy, type BashPolicy} from '../../../../source/core/host/bash-policy.js';
import {readIdentity} from '../../../../source/core/host/agent/identity.js';
import {follow, type Lines} from '../../../servers/basic-server.js';
import {makeCertificate} from '../../../servers/odd-peers/certificate.js';
import {identity, startAgent} from './start.js';

const day = 86_400_000;
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});

type Meeting = {lines: Lines; folder: string};

/** An agent at a Unix socket, and a conversation with it. */
async function meet(test: (meeting: Meeting) => Promise<void>, options: Parameters<typeof startAgent>[0] & {isAudited?: boolean} = {}): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'host-'));
	const audit = options.isAudited ? openAudit(path.join(folder, 'audit')) : undefined;
	try {
		await using agent = await startAgent({socketPath: path.join(folder, 'agent.sock'), audit, ...options});
		const lines = follow(connect(path.join(folder, 'agent.sock')));
		await lines.until(({method}) => method === 'init');
		await test({lines, folder});
		lines.socket.destroy();
		expect(agent.listening).toBeUndefined();
	} finally {
		audit?.close();
		rmSync(folder, {recursive: true});
	}
}

const failed = async (lines: Lines, retcode: number) => lines.until(line => line['resp'] === 'failed' && line['retcode'] === retcode);

describe('bad lines', () => {
	it.each([
		['the sample of the document with its comments', '{ "id": "xxxxxx", "method": "sync.bash", # 必选\r\n', 3001],
		['a trailing comma', '{"id":"1","method":"getinfo.users","args":"",}\r\n', 3001],
		['two objects on one line', '{"id":"1","method":"a"}{"id":"2","method":"b"}\n', 3001],
		['a list', '[]\n', 3001],
		['no method', '{"id":"1"}\n', 3021],
		['no id', '{"method":"getinfo.kernel"}\n', 3021],
		['an id that is a number', '{"id":1,"method":"getinfo.kernel"}\n', 3021],
		['an unknown method', '{"id":"1","method":"getinfo.nothing"}\n', 3002],
		['args that are no text', '{"id":"1","method":"getinfo.kernel","args":[1]}\n', 3021],
		['an unbalanced quote in args', '{"id":"1","method":"getinfo.users","args":"-U \'root"}\n', 3021],
	])('%s is answered, and the conversation goes on', async (_name, line, retcode) => {
		await meet(async ({lines}) => {
			lines.send(line);
			await failed(lines, retcode);
			expect(await lines.ask('getinfo.kernel')).toMatchObject({resp: 'success'});
		});
	});

	it('half a line waits for its end', async () => {
		await meet(async ({lines}) => {
			lines.send('{"id":"half","meth');
			lines.send('od":"getinfo.kernel"}\n\r\n\n');
			expect(await lines.until(({id}) => id === 'half')).toMatchObject({resp: 'success'});
		});
	});

	it('a line over the limit ends the conversation with a word', async () => {
		await meet(async ({lines}) => {
			lines.send(`{"id":"1","method":"${'x'.repeat(70_000)}`);
			expect(await failed(lines, 3001)).toMatchObject({message: expect.stringContaining('65536') as unknown});
			await lines.closed;
		});
	});

	it('an id that is in flight can\'t be taken twice', async () => {
		await meet(async ({lines}) => {
			lines.send({id: 'same', method: 'sync.bash', cmd: 'sleep 30'});
			lines.send({id: 'same', method: 'getinfo.kernel'});
			expect(await failed(lines, 3021)).toMatchObject({id: 'same', message: expect.stringContaining('in flight') as unknown});
			expect(await lines.ask('sync.cancel', {target: 'same'})).toMatchObject({resp: 'success'});
			expect(await lines.until(({id, resp, retcode}) => id === 'same' && resp === 'failed' && retcode !== 3021)).toMatchObject({retcode: 3033, statuscode: -10});
			expect(await lines.ask('sync.cancel', {target: 'same'})).toMatchObject({retcode: 3041});
		});
	});
});

describe('sync.bash', () => {
	it.each([
		[{}],
		[{cmd: ''}],
		[{cmd: 7}],
		[{cmd: 'true', timeout: 0}],
		[{cmd: 'true', timeout: -1}],
		[{cmd: 'true', timeout: 1e12}],
		[{cmd: 'true', timeout: '10'}],
		[{cmd: 'true', timeout: 1.5}],
		[{cmd: 'true', user: ''}],
		[{cmd: 'true', group: 7}],
		[{cmd: 'a\0b'}],
	])('of %j has invalid params', async members => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', members)).toMatchObject({resp: 'failed', retcode: 3021});
		});
	});

	it.each([
		['closes its output and lives', 'exec >&- 2>&-; sleep 60', {retcode: 3031}],
		['reads its input', 'cat; echo end', {retcode: 2, data: 'end\n'}],
		['writes what is no text', String.raw`printf '\377\000a'`, {retcode: 2, data: '\uFFFD\0a'}],
		['fails', 'echo no >&2; exit 3', {
			retcode: 3032, exitcode: 3, stderr: 'no\n', data: '',
		}],
		['kills itself', 'kill -9 $$', {retcode: 3033, signal: 'SIGKILL'}],
		['forks away and keeps no output', 'setsid sleep 5 >/dev/null 2>&1 & echo left', {retcode: 2, data: 'left\n'}],
		['is quoted as a whole', '\'echo\' a', {retcode: 2, data: 'a\n'}],
	])('of a command that %s', async (_name, cmd, answer) => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd, timeout: 1})).toMatchObject(answer);
		});
	});

	it('keeps so much of a flood, says how much it left out, and ends it in time', async () => {
		await meet(async ({lines}) => {
			const answer = await lines.ask('sync.bash', {cmd: 'yes', timeout: 1});
			expect(answer).toMatchObject({retcode: 3031});
			expect((answer['data'] as string).length).toBe(65_536);
			expect((answer['truncated'] as {stdout: number}).stdout).toBeGreaterThan(65_536);
		});
	});

	it('of an unknown user or group runs nothing', async () => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd: 'true', user: 'nobody-here'})).toMatchObject({retcode: 3022});
			expect(await lines.ask('sync.bash', {cmd: 'true', group: 'nobody-here'})).toMatchObject({retcode: 3022});
		});
	});

	it('switches user and group where it may, and says so where it may not', async () => {
		await meet(async ({lines}) => {
			const answer = await lines.ask('sync.bash', {cmd: 'id -un; id -gn', user: 'daemon', group: 'tty'});
			expect(answer).toMatchObject(process.getuid?.() === 0 ? {data: 'daemon\ntty\n'} : {retcode: 3023});
		});
	});

	it('limits the memory of what it runs', async () => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd: 'ulimit -v; echo "$0" \'q\''})).toMatchObject({data: '65536\nbash q\n'});
		}, {policy: () => ({...defaultBashPolicy, memoryKiB: 65_536})});
	});
});

describe('the policy', () => {
	const rules = (more: Partial<BashPolicy>) => ({policy: () => ({...defaultBashPolicy, ...more})});

	it('can switch commands off, and everything else is answered', async () => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd: 'true'})).toMatchObject({retcode: 3023, hint: expect.stringContaining('--allow bash') as string});
			const {data} = await lines.ask('async.bash', {cmd: 'true'}) as {data: {taskid: string}};
			expect(await lines.until(({method}) => method === 'async.result')).toMatchObject({taskid: data.taskid, retcode: 3023});
			expect(await lines.ask('getinfo.kernel')).toMatchObject({resp: 'success'});
		}, rules({commands: 'off'}));
	});

	it.each([
		['true', true],
		['echo', true],
		['echo a b', true],
		['echo a; true', false],
		['echo $(id)', false],
		['echo a\ntrue', false],
		['echo `id`', false],
		['echox', false],
		['true && true', false],
		['id', false],
	])('with a list takes %j: %s', async (cmd, isAllowed) => {
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd})).toMatchObject({retcode: isAllowed ? 2 : 3023});
		}, rules({commands: ['true', 'echo *']}));
	});

	it('limits how many run at once, and how long', async () => {
		await meet(async ({lines}) => {
			lines.send({id: 'one', method: 'sync.bash', cmd: 'sleep 30'});
			expect(await lines.ask('sync.bash', {cmd: 'true'})).toMatchObject({retcode: 3043});
			await lines.ask('sync.cancel', {target: 'one'});
			await lines.until(({id}) => id === 'one');
			expect(await lines.ask('sync.bash', {cmd: 'true', timeout: 11})).toMatchObject({retcode: 3021});
			expect(await lines.ask('sync.bash', {cmd: 'true', timeout: 10})).toMatchObject({retcode: 2});
		}, rules({parallel: 1, maxSeconds: 10}));
	});

	it('is asked anew for each command', async () => {
		let commands: BashPolicy['commands'] = 'off';
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd: 'true'})).toMatchObject({retcode: 3023});
			commands = 'any';
			expect(await lines.ask('sync.bash', {cmd: 'true'})).toMatchObject({retcode: 2});
		}, {policy: () => ({...defaultBashPolicy, commands})});
	});
});

describe('the audit', () => {
	it('has who ran what, before and after, and what was refused', async () => {
		await meet(async ({lines, folder}) => {
			await lines.ask('sync.bash', {cmd: 'exit 3'});
			await lines.ask('sync.bash', {cmd: 'id', user: 'nobody-here'});
			const file = path.join(folder, 'audit');
			const entries = readFileSync(file, 'utf8').trimEnd().split('\n').map(line => JSON.parse(line) as unknown);
			expect(entries).toMatchObject([
				{event: 'start', caller: 'local', cmd: 'exit 3'},
				{
					event: 'end', cmd: 'exit 3', retcode: 3032, exitcode: 3,
				},
				{event: 'start', cmd: 'id', user: 'nobody-here'},
				{event: 'end', retcode: 3022},
			]);
			expect(statSync(file).mode & 0o777).toBe(0o600);
		}, {isAudited: true});
	});

	it('that can\'t be written stops every command', async () => {
		const ran = path.join(tmpdir(), `ran-${process.pid}`);
		await meet(async ({lines}) => {
			expect(await lines.ask('sync.bash', {cmd: `touch ${ran}`})).toMatchObject({retcode: 3500, message: expect.stringContaining('nothing was run') as unknown});
			expect(() => statSync(ran)).toThrow('ENOENT');
		}, {audit: openAudit('/dev/full')});
	});
});

describe('async.bash', () => {
	it('answers at once, is asked after, and can be cancelled', async () => {
		await meet(async ({lines}) => {
			const {data} = await lines.ask('async.bash', {cmd: 'sleep 30'}) as {data: {taskid: string}};
			const {taskid} = data;
			expect(await lines.ask('async.query', {taskid})).toMatchObject({data: {taskid, state: 'running'}});
			expect(await lines.ask('async.cancel', {taskid})).toMatchObject({resp: 'success'});
			expect(await lines.until(({method}) => method === 'async.result')).toMatchObject({taskid, resp: 'failed', retcode: 3033});
			expect(await lines.ask('async.query', {taskid})).toMatchObject({data: {state: 'ended', result: {retcode: 3033}}});
			expect(await lines.ask('async.query', {taskid: 'other'})).toMatchObject({retcode: 3041});
		});
	});
});

describe('what follows', () => {
	it('comes with numbers until it is cancelled', async () => {
		await meet(async ({lines}) => {
			lines.send({id: 'w', method: 'getinfo.load', args: '-w 100'});
			await lines.until(({id, seq}) => id === 'w' && seq === 2);
			await lines.ask('sync.cancel', {target: 'w'});
			const end = await lines.until(({id, resp}) => id === 'w' && resp !== undefined);
			const results = lines.lines.filter(({method}) => method === 'result');
			expect(results.map(({seq}) => seq)).toEqual(results.map((_, index) => index + 1));
			expect(results[0]).toMatchObject({id: 'w', result: {data: {ts: expect.any(Number) as unknown}}});
			expect(end).toMatchObject({statuscode: -10, results: results.length});
		});
	});
});

describe('doors', () => {
	it('of files are for this user alone, replace what a dead agent left, and are not taken from a live one', async () => {
		await meet(async ({folder}) => {
			const socketPath = path.join(folder, 'agent.sock');
			expect(statSync(socketPath).mode & 0o777).toBe(0o600);
			await expect(startAgent({socketPath})).rejects.toMatchObject({code: 'ERR_CONNECT_PORT'});
			const left = path.join(folder, 'left.sock');
			writeFileSync(left, '');
			await using agent = await startAgent({socketPath: left});
			expect(agent.state).toBeUndefined();
			expect(statSync(left).isSocket()).toBe(true);
		});
	});

	it('of TCP introduce themselves inside TLS, and ask for a certificate where they have an authority', async () => {
		await using agent = await startAgent({listen: {host: '127.0.0.1', port: 0, tls: {...certificate, ca: certificate.cert}}});
		const {port} = agent.listening!;
		const known = follow(connectTls({
			host: '127.0.0.1', port, ca: certificate.cert, ...certificate,
		}));
		expect(await known.until(() => true)).toMatchObject({method: 'init', hostname: identity});
		expect(await known.ask('getinfo.kernel')).toMatchObject({resp: 'success'});
		const unknown = follow(connectTls({host: '127.0.0.1', port, ca: certificate.cert}));
		await unknown.closed;
		expect(unknown.lines).toEqual([]);
	});

	it('without TLS are for this machine', async () => {
		await expect(startAgent({listen: {host: '0.0.0.0', port: 0}})).rejects.toMatchObject({code: 'ERR_AUTH_POLICY'});
		await expect(startAgent({listen: {host: '127.0.0.1', port: 0, tls: {cert: 'no', key: 'no'}}})).rejects.toMatchObject({code: 'ERR_CONNECT_TLS'});
	});

	it('whose port is taken say so', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const {port} = server.address() as {port: number};
		await expect(startAgent({listen: {host: '127.0.0.1', port}})).rejects.toMatchObject({code: 'ERR_CONNECT_PORT'});
		server.close();
	});
});

describe('readIdentity', () => {
	it('makes a UUID once, and keeps aside what is none', () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'identity-'));
		const file = path.join(folder, 'state', 'identity');
		const first = readIdentity(file);
		expect(first.uuid).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
		expect(readIdentity(file)).toEqual({uuid: first.uuid});
		writeFileSync(file, 'my notes');
		const second = readIdentity(file);
		expect(second.uuid).not.toBe(first.uuid);
		expect(second.notice).toContain('.broken');
		expect(readFileSync(`${file}.broken`, 'utf8')).toBe('my notes');
		rmSync(folder, {recursive: true});
	});
});
