import {Buffer} from 'node:buffer';
import {afterEach, expect, test} from 'vitest';
import type {ServerOptions} from '../../../source/core/server/index.js';
import {call, closeAll, startTestServer} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

const browser = {accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'};
const login = {username: 'ops', password: 'secret'};
const basic = {authorization: `Basic ${Buffer.from('ops:secret').toString('base64')}`};

async function start(options: ServerOptions = {}) {
	const server = await startTestServer(options);
	open.push(server);
	return server;
}

test('a browser gets the page at the root, and curl the line that it always got', async () => {
	const server = await start();
	const page = await call(server, '/', {headers: browser});
	expect(page).toMatchObject({status: 200, headers: {'content-type': 'text/html;charset=utf-8', vary: 'accept'}});
	expect(page.text).toContain('<main id="terminal">');
	for (const headers of [{}, {accept: '*/*'}]) {
		const line = await call(server, '/', {headers});
		expect(line).toMatchObject({status: 200, headers: {'content-type': 'text/plain;charset=utf-8'}});
		expect(line.text).toMatch(/^arthas-tui channel server\. GET \/agents/u);
	}
});

test('all that the page names comes from here, and nothing may come from elsewhere', async () => {
	const server = await start();
	const {text, headers} = await call(server, '/', {headers: browser});
	const policy = String(headers['content-security-policy']);
	expect(policy).toMatch(/^default-src 'none'; script-src 'self';/u);
	expect(policy).toContain('frame-ancestors \'none\'');
	expect(policy.replaceAll('\'unsafe-inline\'', '')).not.toMatch(/unsafe|http|\*/u);
	expect(headers).toMatchObject({'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer'});
	const named = [...text.matchAll(/(?:href|src)="(?<name>[^"]+)"/gu)].map(({groups}) => groups!['name']!).filter(name => name !== 'data:,');
	expect(named.toSorted()).toEqual(['/console/console.css', '/console/console.js', '/console/xterm.css']);
	const script = await call(server, '/console/console.js');
	expect(script.text).toContain('from \'./xterm.mjs\'');
	const imported = [...script.text.matchAll(/from '\.(?<name>\/[^']+)'/gu)].map(({groups}) => `/console${groups!['name']!}`);
	expect(imported).toEqual(['/console/host-commands.js', '/console/xterm.mjs']);
	for (const [name, type] of [...named, ...imported, '/console/line-editor.js'].map(name => [name, name.endsWith('css') ? 'text/css' : 'text/javascript'] as const)) {
		expect(await call(server, name)).toMatchObject({status: 200, headers: {'content-type': `${type};charset=utf-8`}});
	}
});

test('what agents are called can\'t become markup: the script sets nothing but text', async () => {
	const server = await start();
	for (const name of ['console', 'host-commands', 'line-editor']) {
		const {text, status} = await call(server, `/console/${name}.js`);
		expect(status).toBe(200);
		expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(/u);
	}
});

const others = ['/console/', '/console/../package.json', '/console/%2e%2e%2fcli.js', '/console/constructor', '/console/LICENSE.xterm.txt', '/console/a/b'];

test.each(others)('%s is nothing that is given out', async path => {
	expect(await call(await start(), path)).toMatchObject({status: 404});
});

test('with a login a browser is led to the form, other programs are asked for Basic, and the parts of the page are behind it, too', async () => {
	const server = await start({login});
	expect(await call(server, '/', {headers: browser})).toMatchObject({status: 302, headers: {location: '/login'}});
	expect(await call(server, '/')).toMatchObject({status: 401});
	expect(await call(server, '/console/console.js', {headers: browser})).toMatchObject({status: 401});
	expect(await call(server, '/', {headers: {...browser, ...basic}})).toMatchObject({status: 200, headers: {'content-type': 'text/html;charset=utf-8'}});
	expect(await call(server, '/', {headers: {...browser, authorization: 'Basic d3Jvbmc6d3Jvbmc='}})).toMatchObject({status: 401});
});

test.each(['/index.html', '/apps.html?x', '/agents.html?app=a'])('%s of the tunnel server is the page, too, and behind the same form', async path => {
	const open = await call(await start(), path);
	expect(open).toMatchObject({status: 200, headers: {'content-type': 'text/html;charset=utf-8'}});
	expect(open.text).toContain('<main id="terminal">');
	const closed = await start({login});
	expect(await call(closed, path, {headers: browser})).toMatchObject({status: 302, headers: {location: '/login'}});
	expect(await call(closed, path)).toMatchObject({status: 401});
});

test('pages of others may not ask for it, and without a login no foreign name leads to it', async () => {
	const server = await start();
	expect(await call(server, '/', {headers: {...browser, 'sec-fetch-site': 'cross-site'}})).toMatchObject({status: 403});
	expect(await call(server, '/', {headers: {...browser, host: 'evil.example:8800'}})).toMatchObject({status: 403});
	expect(await call(server, '/console/console.js', {method: 'POST'})).toMatchObject({status: 405});
});
