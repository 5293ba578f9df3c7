// The direct way to a real JVM: how soon the first result comes, against a loop of curl calls written by hand in the same
// run, and how much of a fast watch comes at all. Needs Java and Maven; without them nothing is measured.
import {execFile} from 'node:child_process';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {connect} from '../source/core/client/connect.js';
import {formatLoss, type Loss} from '../source/core/client/job-state.js';
import type {Session} from '../source/core/client/session.js';
import {prepareArthas, startJvm, type Jvm} from '../test/interop/arthas.js';
import {printFigure} from './support/print-figure.js';
import {median} from './support/statistics.js';

const rounds = 8;
const runsOfRound = 5;
/** About ten seconds of the watch. */
const events = 30_000;
const watches = 3;

const run = promisify(execFile);
const home = await prepareArthas();
if ('skip' in home) {
	process.stderr.write(`arthas: ${home.skip}\n`);
} else {
	await using jvm = await startJvm({main: 'Numbered'});
	await using connection = connect(`arthas+http://127.0.0.1:${jvm.httpPort}`);
	await connection.ready();
	const [agent] = connection.agents.getSnapshot();
	await using session = connection.openSession(agent!);
	await firstResult(jvm, session, {command: 'version', type: 'version'});
	await firstResult(jvm, session, {command: 'watch demo.Numbered r1000 params[0] -n 1', type: 'watch'});
	await fastWatch(session);
}

type Sought = {command: string; type: string};

async function firstResult(jvm: Jvm, session: Session, sought: Sought): Promise<void> {
	const ours: number[] = [];
	const curls: number[] = [];
	for (let round = -1; round < rounds; round++) {
		const curled = await byCurl(jvm, sought);
		const own = await byClient(session, sought);
		// The first round warms the JVM and this process.
		if (round >= 0) {
			curls.push(...curled);
			ours.push(...own);
		}
	}

	printFigure({
		figure: `direct Arthas API: ${sought.type} to its first result, against a loop of curl calls`,
		value: median(ours) / median(curls),
		unit: 'ratio',
		atMost: 1,
		ms: median(ours),
		curlMs: median(curls),
		runs: ours.length,
		curlRuns: curls.length,
	});
}

async function byCurl(jvm: Jvm, {command, type}: Sought): Promise<number[]> {
	const script = fileURLToPath(new URL('support/curl-loop.sh', import.meta.url));
	const {stdout} = await run(script, [`${jvm.httpUrl}/api`, String(runsOfRound), command, type], {timeout: 60_000});
	// A start that lost the race for the enhancer has no result; our client would try again.
	return stdout.trim().split('\n').filter(line => line !== 'missed').map(line => Number(line) / 1000);
}

async function byClient(session: Session, {command, type}: Sought): Promise<number[]> {
	const ms: number[] = [];
	for (let index = 0; index < runsOfRound; index++) {
		const startedAt = performance.now();
		const job = session.run(command);
		let took: number | undefined;
		let hasRetried = false;
		for await (const entry of job) {
			if (entry.kind === 'result' && entry.result.type === type) {
				took ??= performance.now() - startedAt;
			}

			hasRetried ||= entry.kind === 'notice' && entry.text.includes('trying again');
		}

		if (took === undefined) {
			throw new Error(`${command} gave no ${type}: ${JSON.stringify(await job.ended)}`);
		}

		if (!hasRetried) {
			ms.push(took);
		}

		// One action of a person, not the next one on its heels: an HTTP worker of Arthas notices only after 100 ms that
		// the session whose pull it holds was closed.
		await wait(250);
	}

	return ms;
}

type Watched = {received: number; missing: number; jumps: number; loss: Loss; seconds: number};

async function fastWatch(session: Session): Promise<void> {
	const plain: Watched[] = [];
	for (let watch = 0; watch < watches; watch++) {
		plain.push(await watchNumbers(session));
	}

	// Now this process is held up on purpose, so that results are lost for certain.
	const heldUp = new AbortController();
	const holding = holdUp(heldUp.signal);
	const disturbed = await watchNumbers(session);
	heldUp.abort();
	await holding;

	const share = (watched: Watched) => watched.received / (watched.received + watched.missing);
	printFigure({
		figure: 'fast watch on a JVM: events received',
		value: median(plain.map(watched => share(watched))) * 100,
		unit: '%',
		atLeast: 99.5,
		runs: plain.map(({received, missing, jumps, seconds, loss}) => ({
			received, missing, gaps: jumps, told: formatLoss(loss), perSecond: received / seconds,
		})),
	});
	const all = [...plain, disturbed];
	const lossy = all.filter(({missing}) => missing > 0);
	printFigure({
		figure: 'fast watch on a JVM: missing events that the client told of',
		value: lossy.length === 0 ? 100 : lossy.filter(({missing, loss}) => loss.exact + loss.atLeast >= missing).length / lossy.length * 100,
		unit: '% of watches with a loss',
		atLeast: 100,
		isWell: disturbed.missing > 0 && all.every(({missing, loss}) => loss.exact <= missing),
		missing: all.map(({missing}) => missing),
		gaps: all.map(({jumps}) => jumps),
		told: all.map(({loss}) => formatLoss(loss)),
	});
}

async function watchNumbers(session: Session): Promise<Watched> {
	const startedAt = performance.now();
	const job = session.run(`watch demo.Numbered r3000 params[0] -n ${events}`, {timeoutMs: 60_000});
	let last: number | undefined;
	let received = 0;
	let jumps = 0;
	for await (const entry of job) {
		const number = entry.kind === 'result' && entry.result.type === 'watch' ? numberIn(entry.result['value']) : undefined;
		if (number !== undefined) {
			received++;
			jumps += last !== undefined && number !== last + 1 ? 1 : 0;
			last = number;
		}
	}

	const end = await job.ended;
	if (end.name !== 'limited' && end.name !== 'done') {
		throw new Error(`the watch ended as ${JSON.stringify(end)}`);
	}

	// Arthas counts each hit against -n, also those that nobody gets.
	return {
		received, missing: events - received, jumps, loss: job.getSnapshot().loss, seconds: (performance.now() - startedAt) / 1000,
	};
}

function numberIn(value: unknown): number | undefined {
	const digits = typeof value === 'string' ? /@Integer\[(?<digits>\d+)\]/u.exec(value)?.groups?.['digits'] : undefined;
	return digits === undefined ? undefined : Number(digits);
}

/** Keeps this process from reading for 150 ms in every second; the agent holds what comes in about 17 ms. */
async function holdUp(until: AbortSignal): Promise<void> {
	const cell = new Int32Array(new SharedArrayBuffer(4));
	while (!until.aborted) {
		await wait(1000);
		Atomics.wait(cell, 0, 0, 150);
	}
}
