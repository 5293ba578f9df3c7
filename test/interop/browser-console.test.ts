import {Buffer} from 'node:buffer';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {startServer, type ChannelServer} from '../../source/core/server/index.js';
import {RequestAction, ResponseStatus} from '../../source/core/protocol/generated/ArthasService.js';
import {join} from '../core/server/harness.js';
import {doorUrl} from '../core/server/tunnel/harness.js';
import {findChromium, openPage, type Page} from '../helpers/chromium.js';
import type {ScriptedAgent} from '../servers/scripted-agent.js';
import {startScriptedTunnelAgent, type ScriptedTunnelStock} from '../servers/scripted-tunnel-agent.js';

const chromium = findChromium();
const {OPEN_CONSOLE, CONSOLE_INPUT} = RequestAction;
const {SUCCEEDED, CONTINUOUS} = ResponseStatus;
const nasty = '<img src=x onerror="window.hit=1">"\'&amp;';
const shown = String.raw`[...document.querySelectorAll('.xterm-rows > div')].map(row => row.textContent).join('\n')`;

describe.skipIf('skip' in chromium)('the console page in Chromium', () => {
	let server: ChannelServer;
	let tunnel: ScriptedTunnelStock;
	let channel: ScriptedAgent;
	let page: Page;

	beforeAll(async () => {
		server = await startServer({
			httpPort: 0, wsPort: 0, grpcPort: 0, login: {username: 'ops', password: 'secret'}, tunnel: {port: 0, settleMs: 0},
		});
		tunnel = await startScriptedTunnelAgent({url: doorUrl(server), id: 'game_1', appName: nasty});
		const consoleId = 'c1';
		channel = await join(server, {
			agentId: nasty,
			answer({action}) {
				if (action === OPEN_CONSOLE) {
					return [{status: SUCCEEDED, consoleResult: {consoleId}}];
				}

				return action === CONSOLE_INPUT ? [{requestId: consoleId, status: CONTINUOUS, consoleResult: {results: [{dataType: 'tty', dataBytes: Buffer.from('heard-by-channel')}]}}] : undefined;
			},
		});
		page = await openPage('file' in chromium ? chromium.file : '');
	});

	afterAll(async () => {
		await page[Symbol.asyncDispose]();
		await channel[Symbol.asyncDispose]();
		await tunnel[Symbol.asyncDispose]();
		await server.close();
	});

	test('asks for the login by its form, and lists agents by their names, whatever these hold', async () => {
		await page.go(`http://127.0.0.1:${server.http.port}/`);
		await page.until('location.pathname === "/login" && document.querySelector("button")');
		await page.ask('document.querySelector("[name=username]").value = "ops"; document.querySelector("[name=password]").value = "secret"; document.querySelector("button").click()');
		await page.until('document.querySelectorAll("#list li").length === 2');
		expect(await page.ask('document.querySelector("#list").textContent')).toContain(nasty);
		expect(await page.ask('[document.querySelectorAll("#list img").length, window.hit ?? null]')).toEqual([0, null]);
	});

	test('is a terminal on an agent of the tunnel: what is typed is answered', async () => {
		await page.ask('document.querySelector("#agent").value = "game_1"; document.querySelector("#connect").click()');
		await page.until(`(${shown}).includes("]$")`);
		expect(await page.ask('document.querySelector("#state").textContent')).toBe('connected to game_1');
		await page.type('version');
		await page.until(`(${shown}).includes("version")`);
		await page.enter();
		await tunnel.until(() => tunnel.commands.includes('version'));
	});

	test('is a terminal on an agent of the channel, chosen in the list', async () => {
		await page.ask(`[...document.querySelectorAll("#list button")].find(button => button.textContent.includes(${JSON.stringify(nasty)}) && !button.textContent.includes("game_1")).click()`);
		await page.until('document.querySelector("#state").textContent.startsWith("connected to <img")');
		await page.type('x');
		await page.until(`(${shown}).includes("heard-by-channel")`);
	});

	test('says why a console closes, and its policy has kept nothing of it out', async () => {
		await page.ask('document.querySelector("#agent").value = "nobody"; document.querySelector("#connect").click()');
		await page.until('document.querySelector("#state").textContent.startsWith("closed: ")');
		expect(await page.ask('document.querySelector("#state").textContent')).toContain('nobody');
		expect(page.problems).toEqual([]);
	});
});
