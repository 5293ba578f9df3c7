import {closePopup, withField} from '../../workspace/command.js';
import {createField, editField, insertText} from '../../workspace/field.js';
import type {ActionContext} from '../context.js';
import {withPopup} from './complete-prompt.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';

/** A key for the prompt of the focused pane that no action has; gives whether it meant something there. */
export function typeInto(context: ActionContext, {name, text}: {name: string; text?: string | undefined}): boolean {
	const pane = focusedPrompt(context);
	const field = pane && !pane.prompt.isReading ? editField(pane.prompt.field, name, text) : undefined;
	if (!pane || !field) {
		return false;
	}

	if (field.text !== pane.prompt.field.text) {
		setPrompt(context, pane.id, withPopup(context, pane, withField(pane.prompt, field)));
	} else if (field !== pane.prompt.field) {
		setPrompt(context, pane.id, closePopup({...pane.prompt, field}));
	}

	return true;
}

/** Puts a command into the prompt, to be looked at before it is sent; what stood there can be had back as what was cut. */
export function putInPrompt(context: ActionContext, command: string): void {
	const pane = focusedPrompt(context);
	if (pane) {
		const {text, killed} = pane.prompt.field;
		const field = {...createField(command), killed: text === '' ? killed : text};
		setPrompt(context, pane.id, {...closePopup(withField(pane.prompt, field)), isReading: false});
	}
}

/** Puts a text where the cursor of the prompt is. Nothing runs by that, whatever it holds. */
export function pasteInto(context: ActionContext, text: string): void {
	const pane = focusedPrompt(context);
	if (pane) {
		// The end of a copied line is not another line to type in.
		const pasted = text.replace(/[\r\n]+$/u, '');
		// What is pasted is not asked about while it may still be changed.
		setPrompt(context, pane.id, closePopup({...withField(pane.prompt, insertText(pane.prompt.field, pasted)), isReading: false}));
	}
}
