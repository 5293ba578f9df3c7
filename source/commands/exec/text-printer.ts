import type {Agent} from '../../core/client/agent.js';
import {formatLoss} from '../../core/client/job-state.js';
import type {Result} from '../../core/protocol/result.js';
import {cutText} from '../../views/cut-text.js';
import {viewOf} from '../../views/index.js';
import {displayWidth} from '../../views/width.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {blocksToText} from '../print-blocks.js';
import {codeOf} from './exit-code.js';
import {followJob} from './follow-job.js';
import {labelsOf} from './labels.js';
import type {Printer} from './printer.js';
import {createTell, type Tell} from './tell.js';

/** A longer name is cut in the middle: its ends tell it from others. */
const widestName = 32;

/** Results as people read them; with many targets each line says which one it came from. */
export function textPrinter(context: CommandContext, targets: Agent[]): Printer {
	const isMany = targets.length > 1;
	const names = new Map([...labelsOf(targets)].map(([ref, name]) => [ref, cutText(name, widestName, 'middle')]));
	const widest = Math.max(0, ...[...names.values()].map(name => displayWidth(name)));
	const columns = context.columns > 0 ? Math.max(20, context.columns - (isMany ? widest + 3 : 0)) : 0;
	const label = (agent: Agent) => {
		const name = names.get(agent.ref) ?? '';
		return `${name}${' '.repeat(Math.max(0, widest - displayWidth(name)))} │ `;
	};

	const print = (agent: Agent, result: Result) => {
		// A status that is not well has its line in the table of failures.
		if (result.type === 'status') {
			return;
		}

		const text = blocksToText(viewOf(result), {color: context.color, columns});
		context.out(isMany ? text.replaceAll(/^(?=.|\n)/gmu, () => label(agent)) : text);
	};

	const tell = createTell(context, targets);
	// A single stream or --follow shows results as they come; many one-shots come whole, agent by agent.
	const isLive = !isMany || context.flags.follow === true;
	return {
		follow: async job => followJob(job, {tell, take: isLive ? print : undefined}),
		done(outcome) {
			if (!isLive) {
				for (const entry of outcome.job.entries()) {
					if (entry.kind === 'result') {
						print(outcome.agent, entry.result);
					}
				}
			}

			tellEnd(tell, outcome, isLive);
		},
		finish() {
			// The table of failures follows on stderr.
		},
	};
}

function tellEnd(tell: Tell, {agent, job, end}: Outcome, isLive: boolean): void {
	const {loss, trimmed} = job.getSnapshot();
	// Of a terminal nobody can ever know, which its results show by being text.
	if (!/^[0–]$/u.test(formatLoss(loss))) {
		tell(agent, `lost ${formatLoss(loss)} results`);
	}

	if (trimmed > 0 && !isLive) {
		tell(agent, `the first ${trimmed} entries are no longer held`);
	}

	if (codeOf(end) === 0 && !job.entries().some(entry => entry.kind === 'result' && entry.result.type !== 'status')) {
		tell(agent, `${end.name}, without a result`);
	}

	if (end.name === 'limited' && end.by === '-n') {
		tell(agent, 'ended at its limit (-n)');
	}
}
