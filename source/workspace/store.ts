import {writable, type Readable} from '../core/readable.js';
import {reduce} from './reduce.js';
import type {Workspace, WorkspaceEvent} from './workspace.js';

export type Store = Readable<Workspace> & {
	dispatch(event: WorkspaceEvent): void;
};

/** The one place that holds a workspace. Listeners are called after an event that changed something. */
export function createStore(initial: Workspace): Store {
	const {getSnapshot, subscribe, set} = writable(initial);
	return {
		getSnapshot,
		subscribe,
		dispatch(event) {
			set(reduce(getSnapshot(), event));
		},
	};
}
