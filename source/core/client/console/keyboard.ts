import type {WebSocket} from 'ws';
import type {ConsoleClosing} from './closing.js';
import {createFarewell} from './farewell.js';
import {createSilence} from './silence.js';
import {createTyping} from './typing.js';

/** What goes out to a console, with the clocks that judge what comes back. */
export type Keyboard = {
	write(text: string): void;
	resize(size: {cols: number; rows: number}): void;
	/** Output came, or the answer to a ping, which has the length 0. */
	heard(length: number, isPrompt: boolean): void;
	stop(): void;
};

export type KeyboardOptions = {
	/** On servers on which a shell that ended leaves its socket open. */
	endsInSilence?: boolean | undefined;
	onState?: ((state: 'ready' | 'silent') => void) | undefined;
	/** An empty input goes out so often: only that feeds the idle timers on the whole way. */
	keepAliveMs?: number | undefined;
	/** After so long without an output to what was typed the console counts as silent; after a ping and as long again, as lost. */
	silentMs?: number | undefined;
};

export function createKeyboard(socket: WebSocket, {endsInSilence, onState, keepAliveMs = 30_000, silentMs = 10_000}: KeyboardOptions, end: (closing: ConsoleClosing) => void): Keyboard {
	const send = (message: Record<string, unknown>) => {
		if (socket.readyState === socket.OPEN) {
			socket.send(JSON.stringify(message));
		}
	};

	const silence = createSilence({
		ms: silentMs,
		onSilent() {
			onState?.('silent');
			socket.ping();
		},
		onHeard() {
			onState?.('ready');
		},
		onDead() {
			end({reason: 'lost', detail: 'nothing was heard any more, not even the answer to a ping'});
		},
	});
	const farewell = endsInSilence
		? createFarewell(() => {
			end({reason: 'ended', detail: 'the shell ended'});
		})
		: undefined;
	const typing = createTyping(data => {
		send({action: 'read', data});
		farewell?.typed(data);
		// A paused socket is our reader's silence, not the agent's.
		if (!socket.isPaused) {
			silence.typed();
		}
	});
	const keepAlive = setInterval(() => {
		send({action: 'read', data: ''});
	}, keepAliveMs);

	return {
		write: typing.write,
		resize({cols, rows}) {
			send({action: 'resize', cols, rows});
		},
		heard(length, isPrompt) {
			silence.heard();
			typing.heard(length);
			if (isPrompt) {
				farewell?.prompted();
			}
		},
		stop() {
			clearInterval(keepAlive);
			silence.stop();
			farewell?.stop();
			typing.stop();
		},
	};
}
