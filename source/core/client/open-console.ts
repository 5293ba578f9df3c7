import type {Buffer} from 'node:buffer';
import type {WebSocket} from 'ws';
import {closingOf, openingError, type ConsoleClosing} from './console/closing.js';
import type {ConsoleAddress} from './console/connect-console.js';
import {createKeyboard, type KeyboardOptions} from './console/keyboard.js';
import {createOutputBuffer} from './console/output-buffer.js';
import {waitUntilReady} from './console/wait-until-ready.js';
import type {ConsoleWire} from './console-wire.js';

export type ConsoleState = 'opening' | 'ready' | 'silent';

/** `url` is `ws:` or `wss:`, the endpoint gives login and certificate authority, `signal` ends the opening only. */
export type ConsoleSocketOptions = ConsoleAddress & Omit<KeyboardOptions, 'onState'> & {
	size: {cols: number; rows: number};
	/** From dialling to ready. */
	readyMs: number;
	/** What shows that somebody is there: the prompt of Arthas (default), or anything. */
	ready?: 'prompt' | 'any-output' | undefined;
	/** With half a banner and then nothing for so long, the opening fails at once; it can be tried again. */
	stalledMs?: number | undefined;
	/** On servers that lose what is sent before the first output. */
	waitsForOutput?: boolean | undefined;
	/** A server between here and the agent that closes alike when the shell ends and when the agent dies. */
	isRelayed?: boolean | undefined;
	onState?: ((state: ConsoleState) => void) | undefined;
};

const prompt = /\[arthas@\d+\]\$ $/u;
const outputLimit = 1 << 20;
const goodbyeMs = 1000;

/**
A terminal over a WebSocket, ready to be typed into; what it wrote before that is in its output. Frames
out are JSON with `action` read or resize, frames in are terminal text.

Rejects with ERR_CONNECT_*, ERR_AUTH_*, ERR_AGENT_*, ERR_TIMEOUT_CONSOLE, or ERR_PROTOCOL_PEER where no
console is at that address; after a retryable one it may work when opened again.
*/
export async function openConsoleSocket(options: ConsoleSocketOptions): Promise<ConsoleWire> {
	options.onState?.('opening');
	// Loaded by the first console: no other command needs it.
	const {connectConsole} = await import('./console/connect-console.js');
	const socket = await connectConsole(options);
	const readiness = waitUntilReady({...options, host: options.url.host});
	const wire = converse(socket, options, readiness.heard, closing => {
		readiness.fail(openingError(closing, options.url.host));
	});
	try {
		await readiness.promise;
	} catch (error) {
		wire.close();
		throw error;
	}

	options.onState?.('ready');
	return wire;
}

function converse(socket: WebSocket, options: ConsoleSocketOptions, onHeard: (isPrompt: boolean) => void, onClosed: (closing: ConsoleClosing) => void): ConsoleWire {
	const trace = {tail: '', hasOutput: false, isRelayed: options.isRelayed};
	let ownClosing: ConsoleClosing | undefined;
	const end = (closing: ConsoleClosing) => {
		ownClosing ??= closing;
		// What was typed last still goes out; a peer that doesn't say good-bye isn't waited for.
		socket.close(1000);
		setTimeout(() => {
			socket.terminate();
		}, goodbyeMs).unref();
	};

	const keyboard = createKeyboard(socket, options, end);
	const output = createOutputBuffer(outputLimit, isHigh => {
		if (isHigh) {
			socket.pause();
		} else {
			socket.resume();
		}
	});
	socket.on('message', (data: Buffer) => {
		const text = data.toString();
		trace.tail = (trace.tail + text).slice(-400);
		if (!trace.hasOutput && options.waitsForOutput) {
			keyboard.resize(options.size);
		}

		trace.hasOutput = true;
		const isPrompt = prompt.test(trace.tail);
		output.push(text);
		keyboard.heard(text.length, isPrompt);
		onHeard(isPrompt || options.ready === 'any-output');
	});
	socket.on('pong', () => {
		keyboard.heard(0, false);
	});
	const closed = new Promise<ConsoleClosing>(resolve => {
		socket.once('close', (code: number, reason: Buffer) => {
			const closing = ownClosing ?? closingOf(code, reason.toString(), trace);
			keyboard.stop();
			output.end();
			onClosed(closing);
			resolve(closing);
		});
	});
	socket.resume();
	if (!options.waitsForOutput) {
		keyboard.resize(options.size);
	}

	return {
		output,
		closed,
		write: keyboard.write,
		resize: keyboard.resize,
		close() {
			end({reason: 'by-us', detail: ''});
		},
		async [Symbol.asyncDispose]() {
			end({reason: 'by-us', detail: ''});
			await closed;
		},
	};
}
