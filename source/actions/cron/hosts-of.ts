import type {Agent} from '../../core/client/agent.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';

/** The hosts whose jobs a pane shows: those for which it was opened, else all that are listed. */
export function hostsOf({fleet}: Pick<ActionContext, 'fleet'>, pane: PaneState | undefined): Agent[] {
	const refs = pane?.data?.['hosts'];
	return Array.isArray(refs)
		? refs.map(ref => typeof ref === 'string' ? fleet.agentOf(ref) : undefined).filter(agent => agent !== undefined)
		: fleet.agents.getSnapshot().filter(({kind}) => kind === 'host');
}
