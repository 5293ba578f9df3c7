import {safeText} from '../../views/safe-text.js';
import {faultRows} from '../fault-rows.js';
import {orElse} from '../or-else.js';
import type {PaneView} from './pane-view.js';

/**
A view whose faults stay in its pane: where one of its parts throws, the pane says so, all other panes go on, and the pane can
still be left and closed. The next frame asks it again, so that it is back as soon as it can be drawn.
*/
export function soundView(view: PaneView): PaneView {
	return {
		title: context => orElse(() => view.title(context), () => ({left: [{text: safeText(context.pane.title)}], right: []})),
		paint: context => orElse(() => view.paint(context), error => ({rows: [[], ...faultRows(error, context.say).map(row => [{text: '   '}, ...row])]})),
		contexts: context => orElse(() => view.contexts(context), () => []),
		...view.list && {
			list(context) {
				const nothing = {lines: [], height: 1, now: context.now};
				return orElse(() => view.list?.(context) ?? nothing, () => nothing);
			},
		},
		isPatient: view.isPatient,
	};
}
