import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';
import {streamOf} from './change-stream.js';

/** The result under the cursor in a pane beside the stream, by itself or compared with the one of another number. The pane finds it by the job's key and the number of its entry. */
export function openHitPane(context: ActionContext, comparedWith?: number): void {
	const {store, focus} = context;
	const stream = streamOf(context);
	const row = stream?.row();
	const {state} = focus();
	if (row) {
		const pane: PaneState = {
			kind: 'result', title: state.command ?? '', target: state.target, command: state.command, live: state.live,
			data: {seq: row.place.seq, ...comparedWith !== undefined && {with: comparedWith}},
		};
		store.dispatch({type: 'open', pane, where: 'right'});
	}
}
