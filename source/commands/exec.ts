import {ArthasError} from '../core/error.js';
import type {Agent} from '../core/client/agent.js';
import type {Fleet} from '../core/client/fleet.js';
import type {Job} from '../core/client/job.js';
import type {JobEnd} from '../core/client/job-state.js';
import {failuresView} from '../views/failures.js';
import type {Command, CommandContext} from './context.js';
import {exitCodeOf, failureOf} from './exec/exit-code.js';
import {labelsOf} from './exec/labels.js';
import {offerDirect} from './exec/offer-direct.js';
import {createPrinter} from './exec/printer.js';
import {readFailed} from './exec/read-failed.js';
import {openFleet} from './open-fleet.js';
import {pickAgents} from './pick-agents.js';
import {blocksToText} from './print-blocks.js';

export type Outcome = {agent: Agent; job: Job; end: JobEnd; ms: number};

/** `exec --on expression 'command'`: runs one command on one or many agents. */
export const exec: Command = async context => {
	const {flags, input, settings} = context;
	const commandLine = input.join(' ');
	if (commandLine.trim() === '') {
		throw new ArthasError('ERR_USAGE', 'exec needs a command', {hint: 'for example: arthas-tui exec --on self getinfo.kernel'});
	}

	const failed = flags.retryFailed === undefined ? undefined : readFailed(flags.retryFailed);
	if (failed?.size === 0) {
		context.err(`no target failed in ${flags.retryFailed}, so there is nothing to do\n`);
		return 0;
	}

	const opened = await openFleet(context);
	try {
		const targets = failed ? retryTargets(context, opened.fleet, failed) : pickAgents(opened.fleet, flags.on, {for: 'exec', commandLine});
		const tellDirect = offerDirect(context, targets);
		const printer = createPrinter(context, targets);
		const outcomes = await runAll(targets, settings.parallel, async agent => {
			const session = opened.fleet.connectionOf(agent).openSession(agent);
			const startedAt = performance.now();
			const job = session.run(commandLine, {timeoutMs: settings.timeoutMs, approved: flags.yes, signal: context.interrupted});
			const [end] = await Promise.all([job.ended, printer.follow(job)]);
			await session.close();
			const outcome = {
				agent, job, end, ms: Math.round(performance.now() - startedAt),
			};
			printer.done(outcome);
			return outcome;
		});
		printer.finish(outcomes);
		tellFailures(context, outcomes);
		await tellDirect();
		return exitCodeOf(outcomes, {noLoss: flags.noLoss ?? false}) || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
};

/** All targets at once up to `parallel`; the outcomes keep the order of the targets. */
async function runAll(targets: Agent[], parallel: number, run: (agent: Agent) => Promise<Outcome>): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	let next = 0;
	const worker = async () => {
		while (next < targets.length) {
			const index = next++;
			outcomes[index] = await run(targets[index]!);
		}
	};

	await Promise.all(Array.from({length: Math.min(parallel, targets.length)}, worker));
	return outcomes;
}

/** Those that failed and are still in reach; `--on` narrows them. */
function retryTargets({flags, err}: CommandContext, fleet: Fleet, failed: ReadonlySet<string>): Agent[] {
	const reachable = fleet.agents.getSnapshot().filter(({ref}) => failed.has(ref));
	const targets = flags.on === undefined ? reachable : fleet.select(flags.on).filter(({ref}) => failed.has(ref));
	if (targets.length === 0) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', `none of the ${failed.size} agents that failed in ${flags.retryFailed} is in reach`, {
			hint: 'name the servers as you did then; arthas-tui agents lists who is there',
		});
	}

	if (reachable.length < failed.size) {
		err(`${failed.size - reachable.length} of the agents that failed are no longer in reach\n`);
	}

	return targets;
}

function tellFailures(context: CommandContext, outcomes: Outcome[]): void {
	const labels = labelsOf(outcomes.map(({agent}) => agent));
	const failures = outcomes.map(outcome => failureOf(outcome, labels.get(outcome.agent.ref) ?? '')).filter(failure => failure !== undefined);
	if (failures.length > 0) {
		context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
	}
}
