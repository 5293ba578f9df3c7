import {readFileSync} from 'node:fs';
import {ArthasError} from '../core/error.js';
import type {Agent} from '../core/client/agent.js';
import type {Fleet} from '../core/client/fleet.js';
import type {Job} from '../core/client/job.js';
import type {JobEnd} from '../core/client/job-state.js';
import {parseJson} from '../core/protocol/json.js';
import type {JsonObject} from '../core/protocol/result.js';
import {isJsonObject} from '../core/protocol/is-json-object.js';
import {failuresView} from '../views/failures.js';
import type {Command, CommandContext} from './context.js';
import {exitCodeOf, failureOf} from './exec/exit-code.js';
import {createPrinter} from './exec/printer.js';
import {openFleet, pickAgents} from './open-fleet.js';
import {blocksToText} from './print-blocks.js';

export type Outcome = {agent: Agent; job: Job; end: JobEnd; ms: number};

/** `exec --on expression 'command'`: runs one command on one or many agents. */
export const exec: Command = async context => {
	const {flags, input, settings} = context;
	const commandLine = input.join(' ');
	if (commandLine.trim() === '') {
		throw new ArthasError('ERR_USAGE', 'exec needs a command', {hint: 'for example: arthas-tui exec --on self getinfo.kernel'});
	}

	const opened = await openFleet(context);
	try {
		const targets = chooseTargets(opened.fleet, flags.retryFailed === undefined ? flags.on : undefined, flags.retryFailed);
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
		return exitCodeOf(outcomes, {noLoss: flags.noLoss ?? false});
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

function chooseTargets(fleet: Fleet, expression: string | undefined, retryFile: string | undefined): Agent[] {
	if (retryFile === undefined) {
		return pickAgents(fleet, expression);
	}

	const failed = readFailed(retryFile);
	const targets = fleet.agents.getSnapshot().filter(({ref}) => failed.has(ref));
	if (targets.length === 0) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', `none of the ${failed.size} agents that failed in ${retryFile} is in reach`, {hint: 'the file is what exec --json printed'});
	}

	return targets;
}

/** Refs of the targets that an earlier `exec --json` reported as not well. */
function readFailed(file: string): Set<string> {
	let entries;
	try {
		entries = parseJson(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `${file} can't be read: ${(error as Error).message}`, {hint: '--retry-failed takes the file into which exec --json printed'});
	}

	const refs = (Array.isArray(entries) ? entries : []).map(entry => isJsonObject(entry) && !isWell(entry) ? entry['ref'] : undefined);
	return new Set(refs.filter(ref => typeof ref === 'string'));
}

function isWell({state, statusCode}: JsonObject): boolean {
	return state === 'limited' || (state === 'done' && (statusCode === 0 || statusCode === null));
}

function tellFailures(context: CommandContext, outcomes: Outcome[]): void {
	const failures = outcomes.map(outcome => failureOf(outcome)).filter(failure => failure !== undefined);
	if (failures.length > 0) {
		context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
	}
}
