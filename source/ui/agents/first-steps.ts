import {texts} from '../../words/index.js';
import {joinCommands} from '../../actions/join-commands.js';
import {wrapLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {PaneContext} from '../panes/pane-view.js';

const indent = '   ';

/** What stands where agents would be: how the servers are, and how a JVM joins. */
export function firstSteps({say, width, program: {fleet}}: PaneContext): Row[] {
	const {source, grpc, http, tunnel} = fleet.origin.getSnapshot();
	const {agents} = texts;
	if (source === 'starting') {
		return [[], ...lines(say(agents.starting), 'dim', width)];
	}

	const [running, started, existing] = joinCommands({source, tunnel});
	const own = source === 'given'
		? []
		: [
			...lines(say(source === 'embedded' ? agents.ownServer : agents.foundServer), undefined, width),
			...lines(`agents ${safeText(grpc ?? '?')}    http ${safeText(http ?? '?')}`, 'dim', width),
			[],
		];
	return [
		[],
		...own,
		...lines(`1  ${say(source === 'given' ? agents.runsElsewhere : agents.runsHere)}`, 'dim', width),
		...running.flatMap(line => lines(line, undefined, width)),
		[],
		...lines(`2  ${say(agents.startedByYou)}`, 'dim', width),
		...started.flatMap(line => lines(line, undefined, width)),
		[],
		...lines(`3  ${say(agents.fleetExists)}`, 'dim', width),
		...existing.flatMap(line => lines(line, undefined, width)),
	];
}

function lines(text: string, style: 'dim' | undefined, width: number): Row[] {
	return wrapLine([{text, style}], Math.max(width - indent.length - 1, 20)).map(row => [{text: indent}, ...row]);
}
