import type {Agent} from '../../core/client/agent.js';
import type {Fleet} from '../../core/client/fleet.js';
import {ArthasError} from '../../core/error.js';
import {noRunner} from '../../core/host/cron/index.js';
import type {Json, Result} from '../../core/protocol/result.js';
import {failuresView} from '../../views/failures.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {exitCodeOf, failureOf} from '../exec/exit-code.js';
import {labelsOf} from '../exec/labels.js';
import {jobsFolder} from '../host/places.js';
import {openFleet} from '../open-fleet.js';
import {pickAgents} from '../pick-agents.js';
import {blocksToText} from '../print-blocks.js';

export type HostAnswer = {agent: Agent; label: string; result: Result; data: Json};

export type Hosts = {
	agents: Agent[];
	labelOf(agent: Agent): string;
	/** Asks hosts, all at once; a host that fails is told on stderr and decides the exit code. */
	ask(lines: ReadonlyArray<{agent: Agent; line: string; timeoutMs?: number}>, options?: {approved?: boolean}): Promise<HostAnswer[]>;
};

type HostChoice = {all?: boolean; kind?: Agent['kind']; changes?: boolean};

/**
Opens the fleet, picks the hosts that `--on` names, and closes all of it again. Without `--on` it is the only host, or with `all` every
one that is up. With `kind` it is about monitoring agents. What changes jobs is refused where this command itself is all that runs on
this host: it would end before any of them.
*/
export async function withHosts(context: CommandContext, {all = false, kind = 'host', changes = false}: HostChoice, run: (hosts: Hosts) => Promise<void>): Promise<number> {
	const opened = await openFleet(context);
	const outcomes: Outcome[] = [];
	try {
		if (changes && opened.source === 'embedded') {
			const {message, hint} = noRunner(jobsFolder(context.env));
			throw new ArthasError('ERR_AGENT_GONE', `nothing was changed: ${message}`, {hint});
		}

		const agents = pickHosts(context, opened.fleet, {all, kind});
		const labels = labelsOf(agents);
		const labelOf = (agent: Agent) => labels.get(agent.ref) ?? agent.id;
		await run({
			agents,
			labelOf,
			async ask(lines, {approved = false} = {}) {
				const asked = await Promise.all(lines.map(async line => ask(context, opened.fleet, {...line, approved})));
				outcomes.push(...asked.map(({outcome}) => outcome));
				return asked.flatMap(({outcome: {agent}, result}) => result === undefined
					? []
					: [{
						agent, label: labelOf(agent), result, data: result['data'] ?? null,
					}]);
			},
		});
		const failures = outcomes.map(outcome => failureOf(outcome, labelOf(outcome.agent))).filter(failure => failure !== undefined);
		if (failures.length > 0) {
			context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
		}

		return exitCodeOf(outcomes, {noLoss: false}) || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
}

function pickHosts({flags}: CommandContext, fleet: Fleet, {all, kind}: {all: boolean; kind: Agent['kind']}): Agent[] {
	const hosts = fleet.select(`${kind} up`);
	return flags.on === undefined && (all ? hosts.length > 0 : hosts.length === 1) ? hosts : pickAgents(fleet, flags.on, {for: 'exec', commandLine: kind === 'monitor' ? 'plugins.list' : 'getinfo.kernel'});
}

type Question = {agent: Agent; line: string; timeoutMs?: number; approved: boolean};

type Asked = {outcome: Outcome; result: Result | undefined};

async function ask({settings, interrupted}: CommandContext, fleet: Fleet, {agent, line, timeoutMs, approved}: Question): Promise<Asked> {
	const session = fleet.connectionOf(agent).openSession(agent);
	const startedAt = performance.now();
	const job = session.run(line, {timeoutMs: settings.timeoutMs ?? timeoutMs, approved, signal: interrupted});
	let result: Result | undefined;
	for await (const entry of job) {
		if (entry.kind === 'result' && entry.result.type !== 'status') {
			result = entry.result;
		}
	}

	const end = await job.ended;
	await session.close();
	return {
		outcome: {
			agent, job, end, ms: Math.round(performance.now() - startedAt),
		}, result,
	};
}
