import type {ActionContext} from '../context.js';
import {consoleOf, isSteppedOut} from './console-of.js';
import {goBack, setView} from './step.js';

/** Scrolls the focused console by lines, as a wheel does: up takes the keys from the host, down to the end gives them back. */
export function scrollConsole(context: ActionContext, by: number): void {
	const {id, state} = context.focus();
	const run = consoleOf(context, state);
	// Another screen, as editors have one, has nothing above it.
	if (!run || run.screen.isAlternate || (by > 0 && !isSteppedOut(state))) {
		return;
	}

	if (!isSteppedOut(state)) {
		setView(context, true);
	}

	run.look.move(by, context.screen.sizeOf(id).height);
	const {top, field, mark} = run.look.view;
	if (by > 0 && top === undefined && field === undefined && mark === undefined && run.look.matches.query === '') {
		goBack(context);
	}
}
