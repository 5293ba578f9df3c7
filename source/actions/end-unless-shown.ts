import type {ActionContext} from './context.js';

/** Ends what a pane showed, unless another one shows it, too: a hit that was put aside stays. */
export async function endUnlessShown({store, live}: Pick<ActionContext, 'store' | 'live'>, key: string): Promise<void> {
	if (!Object.values(store.getSnapshot().panes).some(pane => pane.live === key)) {
		await live.end(key);
	}
}
