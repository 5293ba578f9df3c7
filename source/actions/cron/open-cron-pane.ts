import type {Agent} from '../../core/client/agent.js';
import {texts} from '../../words/index.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import type {Where} from '../open.js';

/** The jobs of some hosts, or of all that there are and come. */
export function openCronPane({store, say}: ActionContext, hosts: readonly Agent[] | 'all', where: Where): void {
	const cron = say(texts.tabs.cron);
	const title = hosts !== 'all' && hosts.length === 1 ? `${cron} ${hosts[0]?.name ?? ''}` : cron;
	store.dispatch({
		type: 'open', where, title, pane: {
			kind: 'cron', title, list: createList(), ...(hosts !== 'all' && {data: {hosts: hosts.map(({ref}) => ref)}}),
		},
	});
}
