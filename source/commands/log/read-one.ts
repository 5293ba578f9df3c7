import {Buffer} from 'node:buffer';
import type {Agent} from '../../core/client/agent.js';
import type {Fleet} from '../../core/client/fleet.js';
import {readLog, type LogLines} from '../../core/client/log/read-log.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import type {LogPrinter} from './log-printer.js';

export type Reading = {fleet: Fleet; agent: Agent; label: string; path: string; offset: number | undefined; printer: LogPrinter};

/** Reads the log by the host agent, line by line. */
export async function readHostLog({flags, settings, interrupted}: CommandContext, {fleet, agent, label, path, offset, printer}: Reading): Promise<Outcome> {
	const session = fleet.connectionOf(agent).openSession(agent);
	const startedAt = performance.now();
	let outcome: Outcome | undefined;
	for await (const event of readLog(session, {
		path, offset, isFollowing: flags.follow ?? false, timeoutMs: settings.timeoutMs, signal: interrupted,
	})) {
		if (event.kind === 'end') {
			outcome = {
				agent, job: event.job, end: event.end, ms: Math.round(performance.now() - startedAt),
			};
		} else {
			printer.take(label, path, event);
		}
	}

	await session.close();
	return outcome!;
}

/**
Tries the monitoring agent, whose document has log reading. The real one answers 404, and then the host agent of the same machine is
asked where there is one.
*/
export async function readMonitorLog(context: CommandContext, reading: Reading): Promise<Outcome> {
	const {fleet, agent, label, path, offset = 0, printer} = reading;
	const session = fleet.connectionOf(agent).openSession(agent);
	const startedAt = performance.now();
	const job = session.run(`log.read -o ${offset} ${path.includes(' ') ? `"${path}"` : path}`, {timeoutMs: context.settings.timeoutMs, signal: context.interrupted});
	for await (const entry of job) {
		const lines = entry.kind === 'result' ? entry.result['lines'] : undefined;
		if (Array.isArray(lines)) {
			printer.take(label, path, linesOf(lines as string[], offset));
		}
	}

	const end = await job.ended;
	await session.close();
	const host = end.name === 'failed' ? hostBeside(fleet, agent) : undefined;
	if (host) {
		context.err(`${safeText(`${label}: ${end.name === 'failed' ? end.error.message : ''}; ${host.name} is the host agent there and is asked instead`)}\n`);
		return readHostLog(context, {...reading, agent: host});
	}

	return {
		agent, job, end, ms: Math.round(performance.now() - startedAt),
	};
}

/** Such an agent says neither where it stands nor how long the file is; its lines keep their ends. */
function linesOf(lines: readonly string[], offset: number): LogLines {
	let at = offset;
	const placed = lines.map(line => {
		const begin = at;
		at += Buffer.byteLength(line);
		return {offset: begin, text: line.replace(/\r?\n$/u, '')};
	});
	return {
		kind: 'lines', lines: placed, nextOffset: at, sizeBytes: at,
	};
}

/** The host agent that runs on the machine of another agent. */
function hostBeside(fleet: Fleet, {ip, host}: Agent): Agent | undefined {
	return fleet.select('host up').find(other => (ip !== null && other.ip === ip) || (host !== null && (other.host === host || other.name === host)));
}
