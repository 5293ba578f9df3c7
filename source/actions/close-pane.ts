import type {PaneId} from '../workspace/layout.js';
import type {ActionContext} from './context.js';
import {runningIn} from './running.js';

/** Closes a pane and ends what runs in it, unless another pane shows that, too. */
export async function closePane({store, live, notify, say}: ActionContext, pane: PaneId): Promise<void> {
	const key = store.getSnapshot().panes[pane]?.live;
	store.dispatch({type: 'close', pane});
	const {panes} = store.getSnapshot();
	if (key !== undefined && !Object.values(panes).some(other => other.live === key)) {
		const thing = live.get(key);
		for (const {agent, what} of thing ? runningIn(thing) : []) {
			notify('info', say({en: 'ended on {agent}: {what}', zh: '已结束 {agent} 上的：{what}'}, {agent, what}));
		}

		await live.end(key);
	}
}
