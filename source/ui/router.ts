import {questionOf} from '../actions/ask.js';
import type {KeyContext} from '../actions/action.js';
import type {ActionContext} from '../actions/context.js';
import {typeInto, pasteInto} from '../actions/command/type-into.js';
import {pasteIntoConsole, typeIntoConsole} from '../actions/console/type-into-console.js';
import {insertText} from '../workspace/field/field.js';
import {editField, type Field} from '../workspace/field.js';
import {
	following, isForHost, press, type Keymap,
} from '../workspace/keymap.js';
import {createList} from '../workspace/list-state.js';
import {focusedPane} from '../workspace/workspace.js';
import type {Hint} from './frame/footer.js';
import {routeMouse} from './route-mouse.js';
import {overlayViewOf} from './overlays/overlay-views.js';
import type {InputEvent, KeyEvent, PasteEvent} from './terminal/input/input-event.js';

export type Router = {
	/** The keys that wait for more, as hints; undefined when none do. */
	pending(): Hint[] | undefined;
	event(event: InputEvent): void;
};

/** An `enter` that comes this soon after the one that answered a dialog was meant for the dialog, in ms. */
const doublePress = 300;

/** Every event of the terminal comes here, and goes to the overlay, to an action, to a field or to a remote terminal. */
export function createRouter(program: ActionContext, keymap: Keymap): Router {
	let pending: readonly string[] = [];
	let answeredAt: number | undefined;
	const contextsNow = () => contextsOf(program);

	const key = (event: KeyEvent) => {
		const {overlay} = program.store.getSnapshot();
		if (event.name === 'enter' && answeredAt !== undefined && program.now() - answeredAt < doublePress) {
			return;
		}

		answeredAt = undefined;
		const contexts = contextsNow();
		if (!overlay && contexts.includes('console') && isForHost(event.name, pending)) {
			typeIntoConsole(program, event);
			return;
		}

		// Also where a dialog or a text field has all other keys.
		if (pending.length === 0 && program.keysOf('app.suspend').includes(event.name)) {
			program.run('app.suspend');
			return;
		}

		// A notice that stays says which key sends it away, wherever the hand is.
		const {notices} = program.store.getSnapshot();
		if (!overlay && pending.length === 0 && notices.some(({until}) => until === null) && program.keysOf('notices.dismiss').includes(event.name)) {
			program.run('notices.dismiss');
			return;
		}

		if (pending.length === 0 && event.text !== undefined && isTyped(contexts)) {
			type(event);
			return;
		}

		const pressed = press(keymap, pending, event.name, contexts);
		({pending} = pressed);
		if (pressed.action !== undefined) {
			program.run(pressed.action);
			answeredAt = event.name === 'enter' && overlay?.kind === 'confirm' && program.store.getSnapshot().overlay !== overlay ? program.now() : undefined;
		} else if (pressed.unbound?.length === 1) {
			type(event);
		}
	};

	const type = (event: KeyEvent) => {
		const {overlay} = program.store.getSnapshot();
		if (overlay) {
			if (overlayViewOf(overlay.kind).hasField) {
				changeField(program, editField(overlay, event.name, event.text));
			}
		} else if (contextsNow().includes('prompt')) {
			typeInto(program, event);
		} else {
			typeIntoConsole(program, event);
		}
	};

	return {
		pending: () => pending.length === 0
			? undefined
			: pendingHints(program, following(keymap, pending, contextsNow())),
		event(event) {
			switch (event.kind) {
				case 'key': {
					key(event);
					break;
				}

				case 'paste': {
					paste(program, event);
					break;
				}

				case 'mouse': {
					routeMouse(program, event);
					break;
				}

				default:
					// Whether the window has the focus, and answers to nobody's question, change nothing.
			}
		},
	};
}

/** The keys that hold now, the narrowest first: those of the overlay alone while there is one. */
export function contextsOf(program: ActionContext): readonly KeyContext[] {
	const {overlay} = program.store.getSnapshot();
	if (overlay) {
		const {contexts, hasField} = overlayViewOf(overlay.kind);
		return hasField ? [...contexts, 'field'] : contexts;
	}

	return program.contexts();
}

function isTyped(contexts: readonly KeyContext[]): boolean {
	return contexts.includes('prompt') || contexts.includes('field');
}

/** Text of several lines is shown first wherever it could run something. */
function paste(program: ActionContext, {text, bytes}: PasteEvent): void {
	const workspace = program.store.getSnapshot();
	const {overlay} = workspace;
	if (overlay) {
		if (overlayViewOf(overlay.kind).hasField) {
			changeField(program, insertText(overlay, text.replaceAll(/\s*[\r\n]+\s*/gu, ' ')));
		}

		return;
	}

	const contexts = contextsOf(program);
	if (contexts.includes('console-search')) {
		pasteIntoConsole(program, text);
		return;
	}

	if (!contexts.includes('console') && !contexts.includes('prompt')) {
		program.notify('info', program.say({en: 'nothing takes text here: open a command pane or a console', zh: '此处不接受文本：请打开命令窗格或控制台'}));
		return;
	}

	if (!/[\r\n]/u.test(text.trimEnd())) {
		pasteText(program, text);
		return;
	}

	program.store.dispatch({
		type: 'overlay', overlay: {
			kind: 'paste', text: '', caret: 0, list: createList(), since: program.now(), data: {text, bytes},
		},
	});
}

/** Text where it would be typed by hand. */
export function pasteText(program: ActionContext, text: string): void {
	if (focusedPane(program.store.getSnapshot()).state.kind === 'console') {
		pasteIntoConsole(program, text);
	} else {
		pasteInto(program, text);
	}
}

function changeField(program: ActionContext, field: Field | undefined): void {
	const {overlay} = program.store.getSnapshot();
	if (field && overlay) {
		const {text, caret} = field;
		const change = text === overlay.text ? {caret} : {text, caret, list: createList()};
		program.store.dispatch({type: 'overlay-change', change});
		if (text !== overlay.text) {
			questionOf(overlay.data?.['question'])?.changed?.(program, text);
		}
	}
}

/** What may follow, once for each action: the first of its keys, in the order of the table. */
function pendingHints(program: ActionContext, found: ReturnType<typeof following>): Hint[] {
	const order = new Map(program.actions.map(({id}, index) => [id, index]));
	const once = new Map<string | undefined, Hint>();
	for (const {key, action} of found) {
		if (!once.has(action)) {
			once.set(action, {key, label: labelOf(program, action), order: order.get(action ?? '') ?? 0});
		}
	}

	return [...once.values()].sort((one, other) => one.order - other.order).map((hint, index) => ({...hint, order: index}));
}

function labelOf({actions, say}: ActionContext, id: string | undefined): string {
	const action = actions.find(action => action.id === id);
	return action ? say(action.label) : '…';
}
