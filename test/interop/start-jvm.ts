import {Buffer} from 'node:buffer';
import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {freePort} from '../../source/core/host/attach/free-port.js';
import {prepareArthas, type ArthasHome} from './prepare-arthas.js';

export type JvmOptions = {
	/** Which program of `targets/` to run, or the `math-game` that comes with Arthas. */
	main: 'math-game' | 'Numbered' | 'Shop' | 'Odd';
	/** With both, Arthas asks everybody for this login, peers on 127.0.0.1 too. */
	username?: string;
	password?: string;
	jvmArgs?: string[];
	/** System properties of the JVM, e.g. `{'arthas.disabledCommands': 'stop'}`; they win over the harness' own. */
	sysprops?: Record<string, string>;
};

export type Jvm = AsyncDisposable & {
	pid: number;
	httpPort: number;
	/** Without a path: `http://127.0.0.1:PORT`. */
	httpUrl: string;
	/** The user's home, working and temporary folder of this JVM alone; Arthas logs to `logs/arthas/arthas.log` in it. */
	home: string;
	/** The end of what the JVM wrote to stdout and stderr, for failure messages. */
	output: () => string;
};

// Stock Arthas needs a second or two here; the rest is for machines under load.
const startDeadline = 60_000;
const pollInterval = 50;
const outputLimit = 64 * 1024;

/**
Starts a JVM with Arthas loaded from the start and waits until its HTTP API answers. Disposing kills it hard and removes
its home.

@throws When the JVM ends or stays silent, with what it wrote.
*/
export async function startJvm(options: JvmOptions): Promise<Jvm> {
	const arthas = await prepareArthas();
	if ('skip' in arthas) {
		throw new Error(arthas.skip);
	}

	const home = await mkdtemp(path.join(tmpdir(), 'arthas-tui-jvm-'));
	const httpPort = await freePort();
	const child = spawn('java', javaArguments(arthas, options, home, httpPort), {cwd: home, stdio: ['ignore', 'pipe', 'pipe']});
	const output = collectOutput(child);
	const gone = new Promise<void>(resolve => {
		child.once('close', resolve);
	});
	const untie = tie(child);
	const dispose = async () => {
		untie();
		child.kill('SIGKILL');
		await gone;
		await rm(home, {recursive: true, force: true, maxRetries: 3});
	};

	const httpUrl = `http://127.0.0.1:${httpPort}`;
	try {
		const pid = await untilAnswering(child, httpUrl, options);
		return {
			pid, httpPort, httpUrl, home, output, [Symbol.asyncDispose]: dispose,
		};
	} catch (error) {
		await dispose();
		throw new Error(`The JVM of ${options.main} did not come up. It wrote:\n${output()}`, {cause: error});
	}
}

function javaArguments(arthas: ArthasHome, options: JvmOptions, home: string, httpPort: number): string[] {
	const {username, password} = options;
	// Measured with 4.1.5: system properties win over the `arthas.localConnectionNonAuth=true` of the shipped arthas.properties.
	const login = username === undefined || password === undefined
		? {}
		: {'arthas.username': username, 'arthas.password': password, 'arthas.localConnectionNonAuth': 'false'};
	const properties = {
		'user.home': home,
		'java.io.tmpdir': home,
		'arthas.ip': '127.0.0.1',
		'arthas.httpPort': `${httpPort}`,
		'arthas.telnetPort': '-1',
		...login,
		...options.sysprops,
	};
	return [
		`-javaagent:${path.join(arthas.folder, 'arthas-agent.jar')}`,
		...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
		...options.jvmArgs ?? [],
		'-cp',
		arthas.classPath,
		options.main === 'math-game' ? 'demo.MathGame' : `demo.${options.main}`,
	];
}

/** The port may have been taken between its choice and the JVM's start; so an answer counts only if it names this JVM's pid. */
async function untilAnswering(child: ChildProcess, httpUrl: string, {username, password}: JvmOptions): Promise<number> {
	const deadline = performance.now() + startDeadline;
	let failure: unknown;
	const alive = () => child.exitCode === null && child.signalCode === null;
	while (child.pid !== undefined && alive() && performance.now() < deadline) {
		try {
			const answer = await fetch(`${httpUrl}/api`, {
				method: 'POST',
				headers: username === undefined ? {} : {authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`},
				body: JSON.stringify({action: 'exec', command: 'session'}),
				signal: AbortSignal.timeout(5000),
			});
			const text = await answer.text();
			if (answer.ok && text.includes(`"javaPid":${child.pid},`)) {
				return child.pid;
			}

			failure = new Error(`HTTP ${answer.status}: ${text}`);
		} catch (error) {
			failure = error;
		}

		await wait(pollInterval);
	}

	throw new Error(alive() ? `no answer within ${startDeadline} ms` : `ended with ${child.exitCode ?? child.signalCode}`, {cause: failure});
}

/** A test run that is itself killed must not leave JVMs behind: a shell that waits for the end of our pipe kills this one then. */
function tie(child: ChildProcess): () => void {
	const leash = spawn('sh', ['-c', 'read -r line; kill -9 "$0"', `${child.pid}`], {stdio: ['pipe', 'ignore', 'ignore']});
	return () => {
		leash.kill('SIGKILL');
	};
}

function collectOutput(child: ChildProcess): () => string {
	let text = '';
	const keep = (chunk: unknown) => {
		text = `${text}${String(chunk)}`.slice(-outputLimit);
	};

	child.stdout?.setEncoding('utf8').on('data', keep);
	child.stderr?.setEncoding('utf8').on('data', keep);
	child.once('error', keep);
	return () => text;
}
