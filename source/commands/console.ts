import type {Agent} from '../core/client/agent.js';
import type {Connection} from '../core/client/connection.js';
import type {ConsoleCloseReason, ConsoleWire} from '../core/client/console-wire.js';
import {ArthasError, isArthasError} from '../core/error.js';
import {excerpt} from '../core/protocol/excerpt.js';
import {watchAgent} from '../core/client/console/watch-agent.js';
import {relay} from './console/relay.js';
import {createTerminal, type Terminal} from './console/terminal.js';
import type {Command, CommandContext} from './context.js';
import {openFleet} from './open-fleet.js';
import {pickAgent} from './pick-agents.js';

/** `console agent`: the agent's own terminal, as it is. The only place where bytes of a remote program reach this one. */
export const console: Command = async context => runConsole(context, createTerminal());

export async function runConsole(context: CommandContext, terminal: Terminal): Promise<number> {
	if (context.settings.readOnly) {
		throw new ArthasError('ERR_AUTH_POLICY', 'a console can do anything, and only looking is allowed', {hint: 'arthas-tui exec runs single commands that only look'});
	}

	if (!terminal.isInteractive) {
		throw new ArthasError('ERR_USAGE', 'a console needs a terminal to type in, and stdin is none', {hint: 'in scripts use: arthas-tui exec --on AGENT \'COMMAND\''});
	}

	const opened = await openFleet(context);
	try {
		const agent = pickAgent(opened.fleet, context.input.length > 0 ? context.input.join(' ') : undefined, {for: 'console'});
		return await converse(context, terminal, agent, opened.fleet.connectionOf(agent));
	} finally {
		await opened.close();
	}
}

async function converse(context: CommandContext, terminal: Terminal, agent: Agent, connection: Connection): Promise<number> {
	const wire = await openWire(context, terminal, agent, connection);
	context.err(`console of ${excerpt(agent.name)}: ~. at the start of a line leaves it, ~? is help\n`);
	const left = new AbortController();
	const stopWatching = watchAgent(agent, connection, () => {
		left.abort('agent-gone');
	});
	try {
		await relay(wire, terminal, {left, signal: context.interrupted});
	} finally {
		stopWatching();
	}

	const closed = await wire.closed;
	const {reason, detail} = left.signal.reason === 'agent-gone' ? {reason: 'agent-gone' as const, detail: ''} : closed;
	context.err(`\n${words[reason]}${detail && reason !== 'ended' ? `: ${excerpt(detail, 0, 200)}` : ''}\n`);
	if (context.interrupted.aborted) {
		return 130;
	}

	return exitCodes[reason] ?? 1;
}

const words: Record<ConsoleCloseReason, string> = {
	ended: 'the console ended',
	'by-us': 'left the console',
	idle: 'the agent closed the console because nothing was typed for long',
	'agent-gone': 'the agent is gone',
	'unknown-agent': 'the server knows no such agent',
	'no-answer': 'the agent does not answer',
	'too-big': 'the console was closed because too much waited to be read',
	'not-allowed': 'the server does not allow the console',
	'no-console': 'the agent has no console',
	draining: 'the server is shutting down',
	lost: 'the connection to the console was lost',
};

const exitCodes: Partial<Record<ConsoleCloseReason, number>> = {ended: 0, 'by-us': 0, 'not-allowed': 4};

/** Agents of the Java channel server 3.5.6 sometimes stop half-way through the banner; a second try works. */
async function openWire({settings, interrupted}: CommandContext, terminal: Terminal, agent: Agent, connection: Connection): Promise<ConsoleWire> {
	const late = new AbortController();
	const timer = settings.timeoutMs === undefined
		? undefined
		: setTimeout(() => {
			late.abort(new ArthasError('ERR_TIMEOUT', `no console of ${agent.name} in ${settings.timeoutMs} ms`, {hint: 'raise --timeout; the agent may be busy or frozen'}));
		}, settings.timeoutMs);
	const signal = AbortSignal.any([interrupted, late.signal]);
	const startedAt = performance.now();
	try {
		return await connection.openConsole(agent, terminal.size(), signal);
	} catch (error) {
		const isWorthAnother = isArthasError(error) && error.code === 'ERR_TIMEOUT_CONSOLE' && error.retryable && performance.now() - startedAt < secondTryMs;
		if (!isWorthAnother) {
			throw error;
		}

		return await connection.openConsole(agent, terminal.size(), signal);
	} finally {
		clearTimeout(timer);
	}
}

const secondTryMs = 10_000;
