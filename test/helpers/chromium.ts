import type {Buffer} from 'node:buffer';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {WebSocket} from 'ws';

/** A condition that doesn't come true is told with what the page shows instead. */
const patienceMs = 15_000;
const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine, or why none can be asked, told on stderr too. */
export function findChromium(): {file: string} | {skip: string} {
	const file = names.find(name => spawnSync(name, ['--version']).status === 0);
	if (file === undefined) {
		process.stderr.write('Browser tests are skipped: no chromium on the PATH\n');
		return {skip: 'no chromium on the PATH'};
	}

	return {file};
}

export type Page = AsyncDisposable & {
	go(url: string): Promise<void>;
	/** The value of an expression in the page. */
	ask(expression: string): Promise<unknown>;
	/** Resolves when an expression is true in the page, which looks again and again. */
	until(expression: string): Promise<void>;
	/** Types a text where the focus is. */
	type(text: string): Promise<void>;
	enter(): Promise<void>;
	/** Presses a key that writes nothing, by its name and number; `modifiers` 2 is Ctrl. */
	key(name: string, code: number, modifiers?: number): Promise<void>;
	/** Errors of the page, such as what its policy kept out. */
	readonly problems: string[];
};

type Reply = {id?: number; sessionId?: string; method?: string; params?: Record<string, unknown>; result?: Record<string, unknown>; error?: {message: string}};

/** A page of a headless Chromium with a profile of its own, driven by its protocol for developers. */
export async function openPage(file: string): Promise<Page> {
	const profile = await mkdtemp(path.join(tmpdir(), 'arthas-tui-chromium-'));
	const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--no-proxy-server'];
	const child = spawn(file, [...flags, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], {stdio: ['ignore', 'ignore', 'pipe']});
	const gone = once(child, 'close');
	const socket = new WebSocket(await addressIn(child.stderr), {perMessageDeflate: false});
	await once(socket, 'open');
	const waiting = new Map<number, (reply: Reply) => void>();
	const problems: string[] = [];
	socket.on('message', data => {
		const reply = JSON.parse((data as Buffer).toString()) as Reply;
		waiting.get(reply.id ?? 0)?.(reply);
		const {level} = (reply.params?.['entry'] ?? {}) as {level?: string};
		if (level === 'error' || level === 'warning' || reply.method === 'Runtime.exceptionThrown') {
			problems.push(JSON.stringify(reply.params));
		}
	});
	let count = 0;
	const attached: {sessionId?: string} = {};
	const send = async (method: string, params: object = {}): Promise<Record<string, unknown>> => new Promise((resolve, reject) => {
		const id = ++count;
		waiting.set(id, ({result, error}) => {
			waiting.delete(id);
			if (error) {
				reject(new Error(`${method}: ${error.message}`));
			} else {
				resolve(result ?? {});
			}
		});
		socket.send(JSON.stringify({
			id, method, params, ...attached,
		}));
	});
	const {targetId} = await send('Target.createTarget', {url: 'about:blank'});
	Object.assign(attached, await send('Target.attachToTarget', {targetId, flatten: true}));
	await Promise.all(['Page.enable', 'Runtime.enable', 'Log.enable'].map(async method => send(method)));
	const ask = async (expression: string) => {
		const {result, exceptionDetails} = await send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true}) as {result: {value?: unknown}; exceptionDetails?: unknown};
		if (exceptionDetails) {
			throw new Error(JSON.stringify(exceptionDetails));
		}

		return result.value;
	};

	return {
		problems, ask,
		async go(url) {
			await send('Page.navigate', {url});
		},
		async until(expression) {
			// A page that goes elsewhere meanwhile takes its promises along.
			for (;;) {
				try {
					await ask(`new Promise((done, fail) => {
						const end = performance.now() + ${patienceMs};
						const look = () => {
							try { if (${expression}) { done(); return; } } catch {}
							performance.now() > end ? fail(new Error('not in time; the page shows ' + document.body.innerText)) : setTimeout(look, 20);
						};
						look();
					})`);
					return;
				} catch (error) {
					if (!/navigated|context was|destroyed/iu.test(String(error))) {
						throw error;
					}
				}
			}
		},
		async type(text) {
			await send('Input.insertText', {text});
		},
		async enter() {
			await send('Input.dispatchKeyEvent', {
				type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r',
			});
			// A terminal takes no text while it believes that a key is held.
			await send('Input.dispatchKeyEvent', {
				type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13,
			});
		},
		async key(name, code, modifiers = 0) {
			for (const type of ['rawKeyDown', 'keyUp']) {
				await send('Input.dispatchKeyEvent', {
					type, key: name, windowsVirtualKeyCode: code, modifiers,
				});
			}
		},
		async [Symbol.asyncDispose]() {
			socket.terminate();
			child.kill('SIGKILL');
			await gone;
			await rm(profile, {recursive: true, force: true, maxRetries: 3});
		},
	};
}

async function addressIn(stderr: Readable): Promise<string> {
	return new Promise((resolve, reject) => {
		let text = '';
		stderr.on('data', chunk => {
			text += String(chunk);
			const url = /DevTools listening on (?<url>ws:\S+)/u.exec(text)?.groups?.['url'];
			if (url !== undefined) {
				resolve(url);
			}
		});
		stderr.once('end', () => {
			reject(new Error(`chromium has not started: ${text}`));
		});
	});
}
