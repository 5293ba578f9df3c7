import {Buffer} from 'node:buffer';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {startChannelAgent, type ChannelAgent} from '../../source/core/host/index.js';
import {until} from '../../source/core/readable.js';
import {startServer, type ChannelServer} from '../../source/core/server/index.js';
import {RequestAction, ResponseStatus} from '../../source/core/protocol/generated/ArthasService.js';
import {startAgent, identity} from '../core/host/agent/start.js';
import {join, untilAgent} from '../core/server/harness.js';
import {doorUrl} from '../core/server/tunnel/harness.js';
import {findChromium, openPage, type Page} from '../helpers/chromium.js';
import {makeCertificate} from '../servers/odd-peers/certificate.js';
import type {ScriptedAgent} from '../servers/scripted-agent.js';
import {startScriptedTunnelAgent, type ScriptedTunnelStock} from '../servers/scripted-tunnel-agent.js';

const chromium = findChromium();
const day = 86_400_000;
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
const {OPEN_CONSOLE, CONSOLE_INPUT} = RequestAction;
const {SUCCEEDED, CONTINUOUS} = ResponseStatus;
const nasty = '<img src=x onerror="window.hit=1">"\'&amp;';
const shown = String.raw`[...document.querySelectorAll('.xterm-rows > div')].map(row => row.textContent).join('\n')`;

describe.skipIf('skip' in chromium)('the console page in Chromium', () => {
	let server: ChannelServer;
	let tunnel: ScriptedTunnelStock;
	let channel: ScriptedAgent;
	let host: ChannelAgent;
	let page: Page;

	beforeAll(async () => {
		server = await startServer({
			httpPort: 0, wsPort: 0, grpcPort: 0, login: {username: 'ops', password: 'secret'}, tunnel: {port: 0, settleMs: 0}, hosts: {port: 0, tls: certificate},
		});
		host = startChannelAgent({
			server: `127.0.0.1:${server.grpc.port}`, agentId: 'jump-2', version: '1.2.3', allowShell: true,
		});
		await host.ready;
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
		await host[Symbol.asyncDispose]();
		await channel[Symbol.asyncDispose]();
		await tunnel[Symbol.asyncDispose]();
		await server.close();
	});

	test('asks for the login by its form, and lists agents by their names, whatever these hold', async () => {
		await page.go(`http://127.0.0.1:${server.http.port}/`);
		await page.until('location.pathname === "/login" && document.querySelector("button")');
		await page.ask('document.querySelector("[name=username]").value = "ops"; document.querySelector("[name=password]").value = "secret"; document.querySelector("button").click()');
		await page.until('document.querySelectorAll("#list li").length === 3');
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

	test('is a line for commands on a host, which has no terminal: its list says so, outputs come as they are', async () => {
		const choose = (id: string) => `[...document.querySelectorAll("#list button")].find(button => button.textContent.includes(${JSON.stringify(id)})).click()`;
		expect(await page.ask('document.querySelector("#list").textContent')).toContain('jump-2  host');
		await page.ask(choose('jump-2'));
		await page.until(`(${shown}).includes("host> ") && document.querySelector("#state").textContent === "commands of host jump-2"`);
		await page.type('sync.bash echo on-$((40 + 2)); seq 3 | tail -1; ls /none');
		await page.enter();
		await page.until(`/on-42 *\\n3 *\\nls: .*No such file.*\\nCommand exited non-zero: 2 \\(2\\) *\\nhost> /.test(${shown})`);
		await page.type('no.such');
		await page.enter();
		await page.until(`(${shown}).includes("no.such: command not found")`);
		await page.type('getinfo.loax');
		await page.key('Backspace', 8);
		await page.type('d');
		await page.enter();
		await page.until(`(${shown}).includes("avg300Percent")`);
	});

	test('shows what a host says and never obeys it', async () => {
		await page.type(String.raw`sync.bash printf 'a\033[2Jb\033[c\302\2331mc\rd\n'`);
		await page.enter();
		await page.until(`(${shown}).includes("a␛[2Jb␛[c�1mc␍d") && (${shown}).trimEnd().endsWith("host>")`);
	});

	test('ends by ctrl-c what runs on a host, finds the line before by the arrow, and leaves', async () => {
		await page.ask('document.querySelector("#disconnect").click()');
		await page.ask('document.querySelector("#agent").value = "jump-2"; document.querySelector("#connect").click()');
		await page.until(`(${shown}).includes("host> ")`);
		await page.type('sync.bash echo began >&2; sleep 600');
		await page.enter();
		await page.key('c', 67, 2);
		await page.until(`(${shown}).includes("began") && (${shown}).includes("interrupted (-10)") && (${shown}).trimEnd().endsWith("host>")`);
		await page.key('ArrowUp', 38);
		await page.until(`(${shown}).trimEnd().endsWith("host> sync.bash echo began >&2; sleep 600")`);
		await page.key('c', 67, 2);
		await page.ask('document.querySelector("#disconnect").click()');
		expect(await page.ask('[document.querySelector("#state").textContent, document.querySelector("#disconnect").disabled]')).toEqual(['closed', true]);
	});

	test('takes a BasicAgent that dialled in for a host, too', async () => {
		await using basic = await startAgent({server: {host: '127.0.0.1', port: server.hosts!.port}, order: 'tls', trust: {ca: certificate.cert}});
		await untilAgent(server, identity, agent => agent?.agentStatus === 'IN_SERVICE');
		await until(basic.state!, ({name}) => name === 'connected');
		await page.until(`document.querySelector("#list").textContent.includes("${identity}  host")`);
		await page.ask(`document.querySelector("#agent").value = "${identity}"; document.querySelector("#connect").click()`);
		await page.until(`(${shown}).includes("host> ")`);
		await page.type('sync.bash echo from-$((1 + 1))');
		await page.enter();
		await page.until(`(${shown}).includes("from-2")`);
	});

	test('takes the addresses of the tunnel server\'s pages: the agent that they name is opened, whatever server they name', async () => {
		await page.go(`http://127.0.0.1:${server.http.port}/index.html?targetServer=10.9.9.9&port=7777&agentId=game_1&scrollback=9`);
		await page.until(`(${shown}).includes("]$") && document.querySelector("#state").textContent === "connected to game_1"`);
		await page.go(`http://127.0.0.1:${server.http.port}/agents.html?app=game`);
		await page.until('document.querySelectorAll("#list li").length === 1');
		expect(await page.ask('document.querySelector("#list").textContent')).toContain('game_1');
	});

	test('says that a server which only allows looking opens no console, and looks at hosts all the same', async () => {
		await using looking = await startServer({
			httpPort: 0, wsPort: 0, grpcPort: 0, readOnly: true, tunnel: {port: 0, settleMs: 0},
		});
		await using stock = await startScriptedTunnelAgent({url: doorUrl(looking), id: 'game_2'});
		await using jump = startChannelAgent({
			server: `127.0.0.1:${looking.grpc.port}`, agentId: 'jump-3', version: '1.2.3', allowShell: true,
		});
		await jump.ready;
		await page.go(`http://127.0.0.1:${looking.http.port}/?agentId=game_2`);
		await page.until('document.querySelector("#state").textContent === "closed: a console can do anything; this server only allows looking"');
		expect(stock.consoles).toBe(0);
		// A browser writes every socket that it doesn't get into its log.
		expect(page.problems.splice(0).join('')).toContain('403');
		await page.go(`http://127.0.0.1:${looking.http.port}/?agentId=jump-3`);
		await page.until(`(${shown}).includes("host> ")`);
		await page.type('sync.bash true');
		await page.enter();
		await page.until(`(${shown}).includes("this server only allows looking")`);
		expect(page.problems.splice(0).join('')).toContain('403');
		await page.type('version');
		await page.enter();
		await page.until(`(${shown}).includes("1.2.3")`);
		await page.go(`http://127.0.0.1:${server.http.port}/`);
		await page.until('document.querySelectorAll("#list li").length > 2');
	});

	test('says why a console closes, and its policy has kept nothing of it out', async () => {
		await page.ask('document.querySelector("#agent").value = "nobody"; document.querySelector("#connect").click()');
		await page.until('document.querySelector("#state").textContent.startsWith("closed: ")');
		expect(await page.ask('document.querySelector("#state").textContent')).toContain('nobody');
		expect(page.problems).toEqual([]);
	});
});
