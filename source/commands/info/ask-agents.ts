import type {Agent} from '../../core/client/agent.js';
import type {Fleet} from '../../core/client/fleet.js';
import type {Json, Result} from '../../core/protocol/result.js';
import {span, textBlock} from '../../views/build-block.js';
import {failuresView} from '../../views/failures.js';
import {viewOf} from '../../views/index.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {exitCodeOf, failureOf} from '../exec/exit-code.js';
import {labelsOf} from '../exec/labels.js';
import {jsonLine, jsonText} from '../json-text.js';
import {openFleet} from '../open-fleet.js';
import {pickAgents} from '../pick-agents.js';
import {blocksToText, printBlocks} from '../print-blocks.js';
import type {InfoLine} from './info-line.js';

/** Asks agents through the servers that know them. */
export async function askAgents(context: CommandContext, line: InfoLine): Promise<number> {
	const opened = await openFleet(context);
	try {
		const commandLine = `${line.method} ${line.args}`.trim();
		const agents = agentsOf(context, opened.fleet, commandLine);
		const labels = labelsOf(agents);
		const data = new Map<string, Json>();
		const take = (agent: Agent, result: Result) => {
			data.set(agent.ref, result['data'] ?? null);
			if (line.isWatching || !context.flags.json) {
				print(context, result, agents.length > 1 ? labels.get(agent.ref) : undefined);
			}
		};

		const outcomes = await Promise.all(agents.map(async agent => ask(context, opened.fleet, {agent, commandLine, take})));
		if (context.flags.json === true && !line.isWatching) {
			context.out(jsonText(agents.length === 1 ? data.get(agents[0]?.ref ?? '') ?? null : agents.map(({id, ref}) => ({agent: id, ref, data: data.get(ref) ?? null}))));
		}

		tellFailures(context, outcomes, labels);
		return exitCodeOf(outcomes, {noLoss: false}) || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
}

/** Each word is an agent or an expression that names some. */
function agentsOf({input}: CommandContext, fleet: Fleet, commandLine: string): Agent[] {
	const chosen = input.flatMap(expression => pickAgents(fleet, expression, {for: 'exec', commandLine}));
	return [...new Map(chosen.map(agent => [agent.ref, agent])).values()];
}

type Question = {agent: Agent; commandLine: string; take: (agent: Agent, result: Result) => void};

async function ask({settings, interrupted}: CommandContext, fleet: Fleet, {agent, commandLine, take}: Question): Promise<Outcome> {
	const session = fleet.connectionOf(agent).openSession(agent);
	const startedAt = performance.now();
	const job = session.run(commandLine, {timeoutMs: settings.timeoutMs, approved: false, signal: interrupted});
	for await (const entry of job) {
		if (entry.kind === 'result' && 'data' in entry.result) {
			take(agent, entry.result);
		}
	}

	const end = await job.ended;
	await session.close();
	return {
		agent, job, end, ms: Math.round(performance.now() - startedAt),
	};
}

function print(context: CommandContext, result: Result, label: string | undefined): void {
	if (context.flags.json) {
		context.out(jsonLine(label === undefined ? result['data'] : {agent: label, data: result['data']}));
	} else {
		printBlocks(context, [...(label === undefined ? [] : [textBlock([span(label, 'title')])]), ...viewOf(result)]);
	}
}

function tellFailures(context: CommandContext, outcomes: Outcome[], labels: ReadonlyMap<string, string>): void {
	const failures = outcomes.map(outcome => failureOf(outcome, labels.get(outcome.agent.ref) ?? '')).filter(failure => failure !== undefined);
	if (failures.length > 0) {
		context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
	}
}
