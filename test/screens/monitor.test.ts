import {Buffer} from 'node:buffer';
import {
	appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {startHostAgent, type HostAgent} from '../../source/core/host/agent.js';
import {methods} from '../../source/core/host/index.js';
import {identity} from '../core/host/agent/start.js';
import {startLodaAgent, type LodaAgent} from '../servers/loda-agent.js';
import {openStage, type Stage} from './stage.js';

let monitor: LodaAgent;
let host: HostAgent;
let folder = '';
let file = '';
let time = 1_795_269_388_000;

beforeEach(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'screen-log-'));
	file = path.join(folder, 'app.log');
	writeFileSync(file, 'INFO one\nWARN stock is 0\nERROR two failed\nINFO three\n');
	monitor = await startLodaAgent();
	host = await startHostAgent({
		identity, version: '1.2.3', methods, policy: {logs: [`${folder}/`]}, listen: {host: '127.0.0.1', port: 0}, backOffMs: 20,
	});
});
afterEach(async () => {
	await monitor[Symbol.asyncDispose]();
	await host[Symbol.asyncDispose]();
	rmSync(folder, {recursive: true});
});

async function openMonitor(given: {readOnly?: boolean; hasHost?: boolean} = {}): Promise<Stage> {
	const {readOnly = false, hasHost = true} = given;
	const stage = await openStage({
		endpoints: [monitor.url, ...hasHost ? [`host+plain://127.0.0.1:${host.listening!.port}`] : []], readOnly, now: () => time, screen: {now: () => time},
	});
	await stage.until('monitor');
	stage.press('/');
	stage.type('monitor');
	stage.press('enter');
	await stage.until('1 of');
	return stage;
}

const confirmed = async (stage: Stage) => {
	await stage.until('This changes');
	time += 2000;
	stage.press('enter');
};

async function clearLine(stage: Stage, typed: string): Promise<void> {
	stage.press('ctrl-u');
	stage.type(typed);
	await stage.until(typed);
	stage.press('enter');
}

test('plug-ins with their state, the risk, and what the agent measures', async () => {
	await using stage = await openMonitor();
	stage.press('p');
	const text = await stage.until('net.speed');
	expect(text).toMatch(/plug-ins {2}127\.0\.0\.1:\d+ {2}loda 0\.4\.3 {2}web\.shop\.loda .*1 listed/u);
	expect(text).toMatch(/web\.shop\.loda +disk +periodic +● enabled +–/u);
	expect(text).toContain('These run scripts on the host. Whoever reaches this port can run and switch them');
	expect(text).toMatch(/net\.in +eth0 +\d+ bit\/s/u);
});

test('a run is typed, shown, agreed to, and its answer stands in the row', async () => {
	await using stage = await openMonitor();
	stage.press('p');
	await stage.until('● enabled');
	stage.press('! r');
	await stage.until('plugins.run web.shop.loda GROUP/disk');
	await clearLine(stage, 'plugins.run web.shop.loda ops/disk');
	await stage.until('plugins.run runs a script on the host, also where its plugin is disabled');
	expect(monitor.requests.some(line => line.includes('/plugins/run'))).toBe(false);
	await confirmed(stage);
	await stage.until(/✓ run +run plugin successfully \(the agent tells no output\)/u);
	expect(stage.screen.program.sent.entries().filter(({what}) => what === 'plugins.run web.shop.loda ops/disk')).toHaveLength(1);
	stage.press('! d');
	await stage.until('plugins.disable web.shop.loda ops/disk');
	stage.press('enter');
	await confirmed(stage);
	await stage.until(/○ disabled .*✓ disable/u);
});

test('a plug-in that is not listed has a row once it was called, with why it failed', async () => {
	await using stage = await openMonitor();
	stage.press('p');
	await stage.until('● enabled');
	stage.press('! r');
	await stage.until('GROUP/disk');
	await clearLine(stage, 'plugins.run web.shop.loda ops/fails');
	await confirmed(stage);
	await stage.until(/fails +on demand +\? not listed +.*✗ run +run plugin web\.shop\.loda fails/u);
	stage.press('! r');
	await stage.until('ops/disk');
	await clearLine(stage, 'plugins.run nowhere');
	await stage.until('not sent: plugins.run takes a namespace and a repository');
});

test('in read-only mode nothing is asked and nothing sent', async () => {
	await using stage = await openMonitor({readOnly: true});
	stage.press('p');
	await stage.until('● enabled');
	stage.press('! r');
	await stage.until('GROUP/disk');
	await clearLine(stage, 'plugins.run web.shop.loda ops/disk');
	await stage.until('not sent: only looking is allowed here');
	expect(monitor.requests.some(line => line.includes('/plugins/run'))).toBe(false);
});

test('an agent that answers with a web page is told of, and the list stays', async () => {
	await using stage = await openMonitor();
	stage.press('p');
	await stage.until('● enabled');
	monitor.instead.set('/plugins/list', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>'));
	stage.screen.program.run('plugins.refresh');
	const text = await stage.until('a web page came where plugins.list of a loda agent was asked');
	expect(text).toContain('● enabled');
});

test('a log of its host is followed over a rotation, searched, and held', async () => {
	await using stage = await openMonitor();
	stage.press('l');
	await stage.until('path of the log');
	await clearLine(stage, file);
	await stage.until(/reads no logs \(404 in every version\); .* is asked/u);
	await stage.until('INFO three');
	appendFileSync(file, 'ERROR four failed\n');
	await stage.until('ERROR four failed');
	renameSync(file, `${file}.1`);
	writeFileSync(file, 'INFO new file\n\u001B[2Jsly\n');
	const rotated = await stage.until('␛[2Jsly');
	expect(rotated).toMatch(/╌ rotated or emptied at .*: read from 0, last lines may be lost ╌/u);
	expect(rotated).toMatch(/following · 22 B/u);

	stage.press('/');
	stage.type('FAILED');
	await stage.until('“FAILED” in 2 lines');
	stage.press('enter');
	await stage.until(/▸ +ERROR four failed/u);
	stage.press('N');
	await stage.until(/▸ +ERROR two failed/u);
	stage.press('n');
	await stage.until(/▸ +ERROR four failed/u);
	stage.press('&');
	await stage.until(text => !text.includes('INFO three') && text.includes('rotated or emptied'));
	// The first one is for the notice.
	stage.press('esc');
	await stage.until(text => !text.includes('reads no logs'));
	stage.press('esc');
	await stage.until('INFO three');
	stage.press('f');
	await stage.until(/following · /u);
});

test('a stack trace in a log is one line until it is opened, a search finds what is in it, and what may be lost is said', async () => {
	const frames = Array.from({length: 12}, (_, at) => `\tat demo.Shop.m${at}(Shop.java:${at})`);
	writeFileSync(file, ['INFO one', 'ERROR failed', 'java.lang.IllegalStateException: no stock', ...frames, 'Caused by: java.io.IOException: gone', '\t... 12 more', 'INFO last', ''].join('\n'));
	await using stage = await openMonitor();
	stage.press('l');
	await stage.until('path of the log');
	await clearLine(stage, file);
	const folded = await stage.until(/▹ java\.lang\.IllegalStateException: no stock +14 lines/u);
	expect(folded).not.toContain('demo.Shop.m');
	stage.press('up');
	await stage.until(/▸▹ java/u);
	stage.press('enter');
	const open = await stage.until('Caused by: java.io.IOException: gone');
	expect(open).toMatch(/▸▿ java/u);
	expect(open).toContain('demo.Shop.m11');
	stage.press('down');
	stage.press('enter');
	await stage.until(text => text.includes('▸▹ java') && !text.includes('Caused by'));

	stage.press('/');
	stage.type('Shop.m7');
	stage.press('enter');
	await stage.until(/▸ +at demo\.Shop\.m7/u);
	// It is cut to nothing and written again, as some rotate it.
	writeFileSync(file, 'INFO anew\n');
	await stage.until(/rotated or emptied at .*: read from 0, last lines may be lost/u);
	await stage.until('INFO anew');
});

test('a log that the host doesn\'t show says so, and one of a host without an agent what is missing', async () => {
	await using stage = await openMonitor();
	stage.press('l');
	await clearLine(stage, '/etc/shadow');
	await stage.until(/ended/u);
	await stage.until('is no log that this host shows');

	await using alone = await openMonitor({hasHost: false});
	alone.press('l');
	await clearLine(alone, '/var/log/x');
	await alone.until('no host agent is known on the host of');
});

test('a monitoring agent has its pane behind the key of info, too', async () => {
	await using stage = await openMonitor();
	stage.press('i');
	await stage.until('● enabled');
});
