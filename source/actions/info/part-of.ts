import type {PaneState} from '../../workspace/pane-state.js';
import {hostPartNames, type HostPartName} from '../live/host/host-parts.js';

/** What a pane shows of its host by itself; undefined where it is everything at one look. */
export function partOf({data}: PaneState): HostPartName | undefined {
	return hostPartNames.find(name => name === data?.['part']);
}
