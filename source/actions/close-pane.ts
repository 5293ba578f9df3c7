import type {PaneId} from '../workspace/layout.js';
import type {ActionContext} from './context.js';

/** Closes a pane and ends what runs in it, unless another pane shows that, too. */
export async function closePane({store, live}: ActionContext, pane: PaneId): Promise<void> {
	const key = store.getSnapshot().panes[pane]?.live;
	store.dispatch({type: 'close', pane});
	const {panes} = store.getSnapshot();
	if (key !== undefined && !Object.values(panes).some(other => other.live === key)) {
		await live.end(key);
	}
}
