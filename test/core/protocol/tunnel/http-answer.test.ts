import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isTunnelFailure, readTunnelHttpAnswer} from '../../../../source/core/protocol/tunnel/http-answer.js';
import {readTunnelQuery, writeTunnelFrame} from '../../../../source/core/protocol/tunnel/frame.js';
import {fixture} from '../../../servers/simulation/fixture.js';
import {javaAnswer} from '../../../servers/tunnel/java-answer.js';

type Event = {dir: 'in' | 'out'; data: string};

/** What the agent 4.1.5 answered, by what it was asked for. */
function recorded(): Map<string, string> {
	const events = fixture('tunnel-server/embedded-httpproxy.jsonl').trim().split('\n').map(line => JSON.parse(line) as Event);
	const targets = new Map<string, string>();
	const answers = new Map<string, string>();
	for (const {dir, data} of events) {
		const query = readTunnelQuery(data);
		const id = query.get('requestId') ?? '';
		if (dir === 'out') {
			targets.set(id, query.get('targetUrl') ?? '');
		} else if (query.get('method') === 'httpProxy') {
			answers.set(targets.get(id) ?? '', query.get('responseData') ?? '');
		}
	}

	return answers;
}

const text = (body: Uint8Array) => Buffer.from(body).toString('utf8');

describe('answers of the web server inside an agent', () => {
	test('every recorded one is read', () => {
		const answers = [...recorded()].map(([target, data]) => [target, readTunnelHttpAnswer(data)] as const);
		expect(answers.length).toBeGreaterThan(8);
		const read = Object.fromEntries(answers.map(([target, {status, headers, body}]) => [target, [status, headers.get('content-type'), text(body).slice(0, 40)]]));
		expect(read).toMatchInlineSnapshot(`
			{
			  "": [
			    200,
			    "text/html",
			    "<!doctype html>
			<html lang="en" data-the",
			  ],
			  "/": [
			    200,
			    "text/html",
			    "<!doctype html>
			<html lang="en" data-the",
			  ],
			  "/api": [
			    200,
			    "application/json; charset=utf-8",
			    "{"message":"Unsupported http method: GET",
			  ],
			  "/arthas-output": [
			    302,
			    "text/html; charset=utf-8",
			    "<!DOCTYPE html>
			<html>

			<head>
			    <titl",
			  ],
			  "/arthas-output/%2e%2e/pid": [
			    404,
			    "text/html; charset=utf-8",
			    "Not found",
			  ],
			  "/arthas-output/../pid": [
			    404,
			    "text/html; charset=utf-8",
			    "Not found",
			  ],
			  "/arthas-output/ten.bin": [
			    200,
			    undefined,
			    "error",
			  ],
			  "/arthas-output/z.html": [
			    200,
			    undefined,
			    "<p>x</p>",
			  ],
			  "/arthas-output/z.html?x=1&y=2": [
			    200,
			    undefined,
			    "<p>x</p>",
			  ],
			  "/zzz": [
			    404,
			    "text/html; charset=utf-8",
			    "Not found",
			  ],
			  "http://127.0.0.1:17780/api/tunnelApps": [
			    404,
			    "text/html; charset=utf-8",
			    "Not found",
			  ],
			  "zzz": [
			    404,
			    "text/html; charset=utf-8",
			    "Not found",
			  ],
			}
		`);
	});

	test('a failure is told from a page that holds the same word', () => {
		const failures = [...recorded().values()].map(data => readTunnelHttpAnswer(data)).filter(answer => isTunnelFailure(answer));
		expect(failures).toHaveLength(1);
		expect(isTunnelFailure(readTunnelHttpAnswer(javaAnswer({headers: {'content-type': 'text/plain'}, body: 'error'})))).toBe(false);
	});

	test('bytes and headers come as they were written', () => {
		fc.assert(fc.property(fc.uint8Array({maxLength: 70_000}), fc.dictionary(fc.stringMatching(/^[a-z-]{1,20}$/u), fc.string({maxLength: 50})), fc.integer({min: 100, max: 599}), (body, headers, status) => {
			const answer = readTunnelHttpAnswer(javaAnswer({status, headers, body: Buffer.from(body)}));
			expect(answer.status).toBe(status);
			expect(Object.fromEntries(answer.headers)).toEqual({...headers});
			expect(Buffer.from(answer.body).equals(Buffer.from(body))).toBe(true);
		}), {numRuns: 60});
	});

	test('nothing else is taken: other classes, cut or changed bytes, no Java at all', () => {
		const good = Buffer.from(javaAnswer({headers: {a: 'b'}, body: 'x'}), 'base64');
		for (let length = 0; length < good.length; length++) {
			expect(() => readTunnelHttpAnswer(good.subarray(0, length).toString('base64'))).toThrow(/is no HTTP answer as Arthas writes it/u);
		}

		expect(() => readTunnelHttpAnswer(Buffer.from(good.toString('latin1').replace('java.util.HashMap', 'java.util.HashSet'), 'latin1').toString('base64'))).toThrow(/HashSet was not due/u);
		expect(() => readTunnelHttpAnswer('<html>')).toThrow(/no HTTP answer/u);
		fc.assert(fc.property(fc.nat({max: good.length - 1}), fc.nat({max: 255}), (at, byte) => {
			const changed = Buffer.from(good);
			changed[at] = byte;
			try {
				expect(readTunnelHttpAnswer(changed.toString('base64')).status).toBeTypeOf('number');
			} catch (error) {
				expect((error as {code?: string}).code).toBe('ERR_PROTOCOL');
			}
		}));
	});
});

describe('frames', () => {
	test('what is written is read back, whatever it holds', () => {
		fc.assert(fc.property(fc.string({unit: 'grapheme', maxLength: 60}), fc.string({unit: 'grapheme', maxLength: 60}), (id, targetUrl) => {
			const query = readTunnelQuery(writeTunnelFrame('httpProxy', {id, targetUrl}));
			expect([query.get('method'), query.get('id'), query.get('targetUrl')]).toEqual(['httpProxy', id, targetUrl]);
		}));
	});

	test('as the tunnel server writes them, and with the second question mark of an agent whose address has a query', () => {
		expect(writeTunnelFrame('startTunnel', {id: 'demo_1', clientConnectionId: 'K3'})).toBe('response:/?method=startTunnel&id=demo_1&clientConnectionId=K3');
		expect(readTunnelQuery('/ws?token=x?method=agentRegister&id=a').get('method')).toBe('agentRegister');
		expect([...readTunnelQuery('no query')]).toEqual([]);
	});
});
