import {linesBlock} from '../../views/build-block.js';
import type {Command} from '../context.js';
import {jsonText} from '../json-text.js';
import {blocksToText} from '../print-blocks.js';
import {askYes} from './ask-yes.js';
import {withHosts} from './hosts.js';
import {objectsOf} from './ls.js';
import {readName} from './read-name.js';
import {scalarText} from './scalar-text.js';

const methods = {
	run: 'cron.run', enable: 'cron.enable', disable: 'cron.disable', rm: 'cron.delete',
} as const;

const done = {
	run: 'runs now', enable: 'is on', disable: 'is off', rm: 'is deleted',
} as const;

/** `cron run|enable|disable|rm NAME`: shows the job where it is, asks, does it. */
export function act(action: keyof typeof methods): Command {
	return async context => {
		const name = readName(context.input, action);
		return withHosts(context, {changes: true}, async ({agents, ask}) => {
			const found = (await ask(agents.map(agent => ({agent, line: `cron.list ${name}`})))).flatMap(({agent, label, data}) => objectsOf(data).map(job => ({agent, label, job})));
			if (found.length === 0) {
				return;
			}

			const shown = found.map(({label, job: {cron, cmd}}) => `${action} ${name} on ${label}: ${scalarText(cron)}  ${scalarText(cmd)}`);
			context.err(blocksToText([linesBlock(shown)], {color: false, columns: 0}));
			await askYes(context, `${action} ${found.length === 1 ? 'it' : `these ${found.length}`}?`);
			// What was shown is what it is done to.
			const lines = found.map(({agent, job: {rev}}) => ({agent, line: `${methods[action]} ${JSON.stringify({name, ...(typeof rev === 'number' && {rev})})}`}));
			const answers = await ask(lines, {approved: true});
			if (context.flags.json) {
				context.out(jsonText(answers.map(({label, data}) => ({host: label, ...data as object}))));
			} else {
				context.err(answers.map(({label}) => `${name} ${done[action]} on ${label}\n`).join(''));
			}
		});
	};
}
