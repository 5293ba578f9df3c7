import {texts} from '../../words/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {PaneContext} from '../panes/pane-view.js';

/** What stands where agents would be: how the servers are, and how a JVM joins. */
export function firstSteps({say, program: {fleet}}: PaneContext): Row[] {
	const {source, grpc, http} = fleet.origin.getSnapshot();
	if (source === 'starting') {
		return [[], [{text: `   ${say(texts.agents.starting)}`, style: 'dim'}]];
	}

	const isOurs = source !== 'given';
	const join = grpc ?? `<${say(texts.agents.server).toLowerCase()}>:7700`;
	return [
		[],
		...isOurs ? [[{text: `   ${say(source === 'embedded' ? texts.agents.ownServer : texts.agents.foundServer)}`}]] : [],
		...isOurs ? [[{text: `   agents ${safeText(grpc ?? '?')}    http ${safeText(http ?? '?')}`, style: 'dim' as const}]] : [],
		[],
		[{text: `   1  ${say(texts.agents.startedByYou)}`, style: 'dim'}],
		[{text: `   java "-javaagent:arthas-agent.jar=;channelServer=${join};agentId=order-1" -jar app.jar`}],
		[],
		[{text: `   2  ${say(texts.agents.runsAlready)}`, style: 'dim'}],
		[{text: '   java -jar arthas-boot.jar --attach-only <pid>'}],
		[{text: '   arthas-tui --connect arthas+http://127.0.0.1:8563'}],
		[],
		[{text: `   3  ${say(texts.agents.fleetExists)}`, style: 'dim'}],
		[{text: '   arthas-tui --server <host>:8800'}],
	];
}
