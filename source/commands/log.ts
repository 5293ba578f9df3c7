import type {Agent} from '../core/client/agent.js';
import type {Fleet} from '../core/client/fleet.js';
import {ArthasError} from '../core/error.js';
import {failuresView} from '../views/failures.js';
import type {Command, CommandContext} from './context.js';
import type {Outcome} from './exec.js';
import {exitCodeOf, failureOf} from './exec/exit-code.js';
import {labelsOf} from './exec/labels.js';
import {jsonText} from './json-text.js';
import {createLogPrinter} from './log/log-printer.js';
import {readHostLog, readMonitorLog} from './log/read-one.js';
import {readSearch} from './log/read-search.js';
import {openFleet} from './open-fleet.js';
import {onlyKinds, pickAgents} from './pick-agents.js';
import {blocksToText} from './print-blocks.js';

/** `log PATH`: the end of a log of a host, or all from an offset on, and with `--follow` what comes to it. */
export const log: Command = async context => {
	const {flags} = context;
	const [path, offset, search] = [readPath(context.input), readOffset(flags.offset), readSearch(flags.search)];
	const opened = await openFleet(context);
	try {
		const agents = pickReaders(context, opened.fleet, path);
		const labels = labelsOf(agents);
		const printer = createLogPrinter(context, {search, isLabelled: agents.length > 1, isStream: flags.follow ?? false});
		const read = async (agent: Agent): Promise<Outcome> => {
			const reading = {
				fleet: opened.fleet, agent, label: labels.get(agent.ref) ?? agent.id, path, offset, printer,
			};
			return agent.kind === 'monitor' ? readMonitorLog(context, reading) : readHostLog(context, reading);
		};

		const outcomes = await Promise.all(agents.map(async agent => read(agent)));
		if (flags.json && !flags.follow) {
			context.out(jsonText(printer.rows()));
		}

		const failures = outcomes.map(outcome => failureOf(outcome, labels.get(outcome.agent.ref) ?? outcome.agent.id)).filter(failure => failure !== undefined);
		if (failures.length > 0 && !context.interrupted.aborted) {
			context.err(blocksToText([failuresView(failures)], {color: false, columns: context.columns}));
		}

		return exitCodeOf(outcomes, {noLoss: false}) || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
};

function readPath([path = '', ...others]: readonly string[]): string {
	if (!path.startsWith('/') || others.length > 0) {
		throw new ArthasError('ERR_USAGE', path === '' ? 'log needs the path of a file' : 'log takes one path, from the root on', {hint: 'arthas-tui log /var/log/shop/app.log --on web-1 --follow'});
	}

	return path;
}

function readOffset(text: string | undefined): number | undefined {
	if (text !== undefined && !/^\d{1,15}$/u.test(text)) {
		throw new ArthasError('ERR_USAGE', `--offset is “${text.slice(0, 40)}”`, {hint: 'a number of bytes from the beginning of the file, 0 for all of it'});
	}

	return text === undefined ? undefined : Number(text);
}

/** The agents that are named; without a name the only host that is up. */
function pickReaders({flags}: CommandContext, fleet: Fleet, path: string): Agent[] {
	const hosts = fleet.select('host up');
	return flags.on === undefined && hosts.length === 1
		? hosts
		: onlyKinds(fleet, pickAgents(fleet, flags.on, {for: 'exec', commandLine: `log.read ${path}`}), {kinds: ['host', 'monitor'], why: 'log needs a host agent'});
}
