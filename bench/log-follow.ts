// How fast a log of 20 MB of a host comes here while it grows, over TLS: every line once at its offset, also when the wire breaks.
import {Buffer} from 'node:buffer';
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {connect} from '../source/core/client/connect.js';
import {readLog} from '../source/core/client/log/read-log.js';
import {startHostAgent} from '../source/core/host/agent.js';
import {methods} from '../source/core/host/index.js';
import {makeCertificate} from '../test/servers/odd-peers/certificate.js';
import {startRelay} from '../test/servers/relay.js';
import {cleanPlace} from './support/clean-place.js';
import {printFigure} from './support/print-figure.js';
import {program} from './support/program.js';
import {runNode} from './support/run-process.js';
import {median} from './support/statistics.js';

const bytes = 20 << 20;
const runs = 5;
const day = 86_400_000;

await using place = await cleanPlace();
const file = path.join(place.folder, 'app.log');
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
const ca = path.join(place.folder, 'ca.pem');
writeFileSync(ca, certificate.cert);
await using agent = await startHostAgent({
	identity: '00000000-0000-4000-8000-00000000ffff', version: 'bench', methods, policy: {logs: [`${place.folder}/`]}, listen: {host: '127.0.0.1', port: 0, tls: certificate},
});

const lineAt = (index: number) => `2026-11-21 13:57:11.204 INFO  [exec-${index % 8}] demo.Shop checkout ${index} done in 2.3 ms, größe ${index * 7}\n`;
const whole: string[] = [];
for (let index = 0, size = 0; size < bytes; index++) {
	const line = lineAt(index);
	whole.push(line);
	size += Buffer.byteLength(line);
}

const half = Math.floor(whole.length / 2);
const results = [];
for (const cuts of [...Array.from({length: runs}, () => 0), 5]) {
	results.push(await follow(cuts));
}

const quiet = results.filter(({cuts}) => cuts === 0);
printFigure({
	figure: 'log follow 20 MB', value: median(quiet.map(({rate}) => rate)), unit: 'MB/s', atLeast: 10,
	isWell: quiet.every(({isExact}) => isExact), lines: whole.length, runs, worst: Math.min(...quiet.map(({rate}) => rate)),
});
const cut = results.at(-1)!;
printFigure({
	figure: 'log follow 20 MB while the wire breaks 5 times: lines lost, doubled or misplaced', value: cut.wrong, unit: 'lines', atMost: 0, breaks: cut.breaks, lines: whole.length,
});

writeFileSync(file, whole.join(''));
const times = [];
let isWhole = true;
for (let run = 0; run < 3; run++) {
	const ran = await runNode([program(), 'log', file, '--offset', '0', '--connect', `host+tls://127.0.0.1:${agent.listening!.port}`, '--ca', ca], place.env);
	isWhole &&= ran.stdout === whole.join('');
	times.push(ran.ms);
}

printFigure({
	figure: 'arthas-tui log of 20 MB, from the start of the program to its end', value: bytes / 1e6 / (median(times) / 1000), unit: 'MB/s', isWell: isWhole, ms: median(times),
});
process.exit();

/** Follows from the first byte; the second half is written while the first is read. */
async function follow(cuts: number): Promise<{cuts: number; breaks: number; rate: number; wrong: number; isExact: boolean}> {
	writeFileSync(file, whole.slice(0, half).join(''));
	await using wire = await startRelay(agent.listening!.port);
	await using connection = connect(`host+tls://127.0.0.1:${cuts > 0 ? wire.port : agent.listening!.port}`, {ca: certificate.cert, probeMs: 100});
	await connection.ready();
	const enough = new AbortController();
	const session = connection.openSession(connection.agents.getSnapshot()[0]!);
	const startedAt = performance.now();
	const seen: Array<{offset: number; text: string}> = [];
	let isGrown = false;
	let breaks = 0;
	for await (const event of readLog(session, {
		path: file, offset: 0, isFollowing: true, signal: enough.signal,
	})) {
		if (event.kind !== 'lines') {
			continue;
		}

		for (const line of event.lines) {
			seen.push(line);
		}

		if (!isGrown && seen.length > half / 2) {
			isGrown = true;
			appendFileSync(file, whole.slice(half).join(''));
		}

		if (breaks < cuts && seen.length > (breaks + 1) * whole.length / (cuts + 2)) {
			breaks++;
			await wire.cut();
			await wire.restore();
		}

		if (seen.length >= whole.length) {
			enough.abort();
		}
	}

	const rate = bytes / 1e6 / ((performance.now() - startedAt) / 1000);
	const wrong = countWrong(seen);
	return {
		cuts, breaks, rate, wrong, isExact: wrong === 0,
	};
}

/** Each line must be the one that stands at its offset, in their order, and none more. */
function countWrong(seen: ReadonlyArray<{offset: number; text: string}>): number {
	const content = readFileSync(file);
	const wrong = seen.filter(({offset, text}, index) => `${text}\n` !== whole[index] || content.toString('utf8', offset, offset + Buffer.byteLength(text)) !== text).length;
	return wrong + Math.abs(whole.length - seen.length);
}
