import type {Agent} from '../../core/client/agent.js';
import type {Fleet} from '../../core/client/fleet.js';
import {ArthasError} from '../../core/error.js';
import {noRunner} from '../../core/host/cron/index.js';
import type {Json, Result} from '../../core/protocol/result.js';
import {failuresView, type FailureRow} from '../../views/failures.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {codeOf, exitCodeOf, failureOf} from '../exec/exit-code.js';
import {labelsOf} from '../exec/labels.js';
import {jobsFolder} from '../host/places.js';
import {openFleet} from '../open-fleet.js';
import {onlyKinds, pickAgents} from '../pick-agents.js';
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
	const everything: Asked[] = [];
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
				everything.push(...asked);
				return asked.flatMap(({outcome: {agent, end}, result}) => result === undefined || codeOf(end) !== 0
					? []
					: [{
						agent, label: labelOf(agent), result, data: result['data'] ?? null,
					}]);
			},
		});
		const failures = everything.flatMap(one => failed(one, labelOf(one.outcome.agent)));
		if (failures.length > 0) {
			context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
		}

		return exitCodeOf(everything.map(({outcome}) => outcome), {noLoss: false}) || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
}

function pickHosts({flags}: CommandContext, fleet: Fleet, {all, kind}: {all: boolean; kind: Agent['kind']}): Agent[] {
	const hosts = fleet.select(`${kind} up`);
	if (flags.on === undefined && (all ? hosts.length > 0 : hosts.length === 1)) {
		return hosts;
	}

	if (fleet.agents.getSnapshot().length > 0 && fleet.select(kind).length === 0) {
		throw kind === 'monitor'
			? new ArthasError('ERR_AGENT_UNKNOWN', 'no monitoring agent is in reach', {hint: 'name one with --connect loda+http://HOST:1232; arthas-tui info shows what hosts do'})
			: new ArthasError('ERR_AGENT_UNKNOWN', 'no host is in reach', {hint: 'arthas-tui host --channel HOST on a machine makes it one'});
	}

	const chosen = pickAgents(fleet, flags.on, {for: 'exec', commandLine: kind === 'monitor' ? 'plugins.list' : 'getinfo.kernel'});
	return onlyKinds(fleet, chosen, {kinds: [kind], why: kind === 'monitor' ? 'this needs a monitoring agent' : 'cron needs a host agent'});
}

/** What a host says is to be done stands in its answer. */
function failed({outcome, result}: Asked, label: string): FailureRow[] {
	const failure = failureOf(outcome, label);
	const hint = result?.['hint'];
	return failure ? [{...failure, ...(typeof hint === 'string' && {hint})}] : [];
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
