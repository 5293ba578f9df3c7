import {createField, editField, insertText} from '../../workspace/field.js';
import {texts} from '../../words/index.js';
import type {ActionContext} from '../context.js';
import type {ConsoleRun} from '../live/console-run.js';
import {consoleOf, isSteppedOut} from './console-of.js';
import {encodeForHost, type HostKey} from './encode-for-host.js';
import {encodePaste} from './encode-paste.js';
import {reopenConsole} from './step.js';

/**
A key for the console of the focused pane: to the host, or into the search while one is typed. False when it was for
neither, as where a person has stepped out.
*/
export function typeIntoConsole(context: ActionContext, event: HostKey): boolean {
	if (event.name === 'enter' && isClosed(context)) {
		reopenConsole(context);
		return true;
	}

	return give(context, {
		search(run) {
			const {field = createField()} = run.look.view;
			const edited = editField(field, event.name, event.text);
			if (edited) {
				run.look.type(edited);
			}
		},
		host: run => run.type(encodeForHost(event, run.screen.modes)),
	});
}

/** Pasted text, as keys go. */
export function pasteIntoConsole(context: ActionContext, text: string): boolean {
	return give(context, {
		search(run) {
			run.look.type(insertText(run.look.view.field ?? createField(), text.replaceAll(/[\r\n]+/gu, ' ')));
		},
		host: run => run.type(encodePaste(text, run.screen.modes)),
	});
}

function give(context: ActionContext, {search, host}: {search: (run: ConsoleRun) => void; host: (run: ConsoleRun) => boolean}): boolean {
	const {state} = context.focus();
	const run = consoleOf(context, state);
	if (state.kind !== 'console') {
		return false;
	}

	if (run?.look.view.field !== undefined) {
		search(run);
		return true;
	}

	if (isSteppedOut(state)) {
		return false;
	}

	if (state.lost !== undefined) {
		context.notify('warn', context.say(texts.console.lostTarget, {name: state.title, why: state.lost}));
	} else if (state.data?.['opening'] !== true && (run === undefined || !host(run))) {
		context.notify('warn', context.say(texts.console.takesNoInput, {name: state.title}));
	}

	return true;
}

/** Whether Enter means to open it again. A pane that lost its target needs more than one key for that. */
function isClosed(context: ActionContext): boolean {
	const {state} = context.focus();
	return state.kind === 'console' && state.lost === undefined && !isSteppedOut(state) && state.data?.['opening'] !== true && !consoleOf(context, state)?.isOpen();
}
