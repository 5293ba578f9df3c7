import {ArthasError, isArthasError} from '../../error.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {openConsoleSocket} from '../open-console.js';
import type {Slots} from '../slots.js';

/** The server waits 20 s for the agent, whose banner asks the Internet for 2 s more. */
const readyMs = 25_000;
/** A shell that stops within its banner was asked before it was up. */
const stalledMs = 5000;
const consoleFrame = 10 << 20;

export type TunnelConsoleOptions = {
	endpoint: Endpoint;
	agentId: string;
	targetServer: string | undefined;
	size: {cols: number; rows: number};
	/** Four consoles that are opened at a time make a server with two cores fail all of them. */
	turn: Slots;
	/** Rejects, or gives false, for an id that the server doesn't know: its console would be open and silent. */
	isKnown: (signal: AbortSignal) => Promise<boolean>;
	signal: AbortSignal;
};

/** A console of an agent behind a tunnel server. Rejects as `openConsoleSocket` does. */
export async function openTunnelConsole({endpoint, agentId, targetServer, size, turn, isKnown, signal}: TunnelConsoleOptions): Promise<ConsoleWire> {
	const url = consoleUrl(endpoint, agentId, targetServer);
	const give = await turn.take(signal);
	try {
		if (!await isKnown(signal)) {
			throw new ArthasError('ERR_AGENT_UNKNOWN', `${endpoint.base.host} knows no agent “${agentId.slice(0, 80)}”`, {
				hint: 'arthas-tui agents lists what is there; two JVMs with one id can both be missing until one registers again',
			});
		}

		const open = async () => openConsoleSocket({
			url, endpoint, size, signal, readyMs, stalledMs, maxFrame: consoleFrame, waitsForOutput: true, isRelayed: true,
		});
		const startedAt = performance.now();
		try {
			return await open();
		} catch (error) {
			const isHalf = isArthasError(error) && error.code === 'ERR_TIMEOUT_CONSOLE' && performance.now() - startedAt < readyMs - stalledMs;
			// One that closed before its first output had waited for its agent already.
			if (!isHalf || !error.message.includes('showed no prompt')) {
				throw error;
			}

			return await open();
		}
	} finally {
		give();
	}
}

/** The server compares the id as it stands in the request, so it is written as it is. */
function consoleUrl({base, consoleUrl: given}: Endpoint, agentId: string, targetServer: string | undefined): URL {
	if (!/^[\w.~!$'()*,:@/-]+$/u.test(agentId)) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', `no console can be opened for the id “${agentId.slice(0, 80)}”`, {
			hint: 'a tunnel server finds ids of letters, digits, - . _ and ~ only; start the agent with another arthas.agentId',
		});
	}

	const url = new URL(given ?? base);
	if (!given && url.pathname === '/') {
		url.pathname = '/ws';
	}

	url.search = `?method=connectArthas&id=${agentId}${targetServer === undefined ? '' : `&targetServer=${encodeURIComponent(targetServer)}`}`;
	return url;
}
