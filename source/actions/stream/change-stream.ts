import type {StreamEvent} from '../../workspace/stream.js';
import type {ActionContext} from '../context.js';
import type {StreamPort} from './stream-port.js';

/** The stream in the focused pane. */
export function streamOf({focus, screen}: ActionContext): StreamPort | undefined {
	const {id, state} = focus();
	return state.kind === 'stream' ? screen.streamOf(id) : undefined;
}

/** Tells the stream in the focused pane what was done to it. */
export function changeStream(context: ActionContext, event: StreamEvent): void {
	const stream = streamOf(context);
	if (stream) {
		context.store.dispatch({
			type: 'stream', pane: context.focus().id, event, view: stream.view,
		});
	}
}
