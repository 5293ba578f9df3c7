import {commandActions} from '../../../source/actions/command.js';
import type {CommandHistory} from '../../../source/actions/command/history.js';
import {createNameBook} from '../../../source/actions/command/name-book.js';
import {openCommandPane} from '../../../source/actions/command/open-command-pane.js';
import {pasteInto, typeInto} from '../../../source/actions/command/type-into.js';
import type {ActionContext} from '../../../source/actions/context.js';
import {createLive} from '../../../source/actions/live/create-live.js';
import {createSentLog} from '../../../source/actions/sent-log.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {commandPane} from '../../../source/ui/command/command-pane.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {joinParts} from '../../../source/ui/panes/fit-title.js';
import type {PaneContext} from '../../../source/ui/panes/pane-view.js';
import type {PaneRow} from '../../../source/ui/terminal/paint/layers.js';
import {displayWidth} from '../../../source/views/width.js';
import {createSay, type Language} from '../../../source/words/index.js';
import {createKeymap, press} from '../../../source/workspace/keymap.js';
import {createStore} from '../../../source/workspace/store.js';
import {createWorkspace, focusedPane} from '../../../source/workspace/workspace.js';
import {agent as mathAgent, fakeSession, type FakeSession} from '../../actions/command/fake-session.js';

export type CommandStage = {
	context: ActionContext;
	fake: FakeSession;
	copied: string[];
	history: string[];
	/** What `$EDITOR` makes of a text. */
	edited: {text: string | undefined};
	/** Keys by their names; a text of several letters is typed letter by letter. */
	press(...keys: string[]): void;
	paste(text: string): void;
	/** Lets time pass, in ms. */
	pass(ms: number): void;
	prompt(): string;
	paint(): string[];
	/** The rows with the style of each span: `warn(text)`; plain text as it is. */
	styled(): string[];
	notices(): string[];
};

export type CommandStageOptions = {columns?: number; rows?: number; language?: Language; agent?: Agent; history?: readonly string[]; isOpen?: boolean; /** Epoch ms. */ start?: number};

/** A command pane on an agent that is played, with the keys and painters that it has in the program. */
export function openCommandStage({columns = 80, rows = 20, language = 'en', agent = mathAgent, history: before = [], isOpen = true, start = 0}: CommandStageOptions = {}): CommandStage {
	const store = createStore(createWorkspace({columns, rows}));
	const live = createLive();
	const say = createSay(language);
	const fake = fakeSession(agent);
	const copied: string[] = [];
	const edited: CommandStage['edited'] = {text: undefined};
	const history = [...before];
	const book: CommandHistory = {
		lines: () => history.map(line => ({time: 0, agent: agent.ref, line})),
		add({line}) {
			history.push(line);
		},
	};
	let now = start;
	const paneContext = (): PaneContext => {
		const {id, state} = focusedPane(store.getSnapshot());
		return {
			id, pane: state, width: columns, height: rows, focused: true, now, say, glyphs: unicodeGlyphs, program: context,
		};
	};

	const context = {
		store, live, say,
		fleet: {
			current: () => ({connectionOf: () => ({openSession: () => fake.session, endpoint: {kind: 'arthas', base: new URL('http://10.0.0.7:8563')}})}),
			agentOf: (ref: string | undefined) => ref === agent.ref ? agent : undefined,
		},
		screen: {
			copy: (text: string) => copied.push(text),
			edit: async () => edited.text,
			listOf: () => commandPane.list?.(paneContext()) ?? {lines: [], height: 1, now},
		},
		history: book,
		sent: createSentLog(),
		names: createNameBook(),
		now: () => now,
		notify(level: 'info' | 'warn' | 'bad', text: string) {
			store.dispatch({
				type: 'notify', level, text, now,
			});
		},
		focus: () => focusedPane(store.getSnapshot()),
	} as unknown as ActionContext;

	const keymap = createKeymap(commandActions.map(({id, keys, when}) => ({action: id, keys, when})));
	let pending: readonly string[] = [];
	const pressOne = (name: string) => {
		const {overlay} = store.getSnapshot();
		const contexts = overlay ? [overlay.kind] : commandPane.contexts(paneContext());
		const text = [...name].length === 1 ? name : (name === 'space' ? ' ' : undefined);
		if (text !== undefined && contexts.includes('prompt')) {
			typeInto(context, {name, text});
			return;
		}

		const pressed = press(keymap, pending, name, contexts);
		({pending} = pressed);
		const action = commandActions.find(({id}) => id === pressed.action);
		const why = action?.disabled?.(context);
		if (why !== undefined) {
			context.notify('info', why);
		} else if (action) {
			void action.run(context);
		} else if (contexts.includes('prompt')) {
			typeInto(context, {name});
		}
	};

	if (isOpen) {
		openCommandPane(context, agent, 'here');
	}

	const painted = () => {
		const {left, right} = commandPane.title(paneContext());
		const painting = commandPane.paint(paneContext());
		return {...painting, title: `${textOf([...left])} ⟫ ${textOf(joinParts(right))}`};
	};

	return {
		context, fake, copied, history, edited,
		press(...keys) {
			for (const key of keys) {
				const isKey = commandActions.some(action => action.keys.some(each => each.split(' ').includes(key))) || /^(?:ctrl|alt)-|^(?:left|right|home|backspace|delete|space)$/u.test(key);
				for (const name of isKey ? [key] : key) {
					pressOne(name);
				}
			}
		},
		paste(text) {
			pasteInto(context, text);
		},
		pass(ms) {
			now += ms;
		},
		prompt() {
			const {text, caret} = focusedPane(store.getSnapshot()).state.prompt?.field ?? {text: '', caret: 0};
			return `${text.slice(0, caret)}|${text.slice(caret)}`;
		},
		paint() {
			const {rows: drawn, cursor, title} = painted();
			return [title, ...drawn.map((row, at) => withCursor(textOf(row).trimEnd(), at === cursor?.row ? cursor.column : undefined))];
		},
		styled: () => painted().rows.map(row => {
			const spans = ('spans' in row ? row.spans : row).map(({text, style}) => style === undefined ? text : `${style}(${text})`).join('').trimEnd();
			return 'spans' in row ? `[${row.on}] ${spans}` : spans;
		}),
		notices: () => store.getSnapshot().notices.map(({text}) => text),
	};
}

function textOf(row: PaneRow): string {
	return ('spans' in row ? row.spans : row).map(({text}) => text).join('');
}

/** Shows the cursor of the terminal as `▏` in the row that it is in. */
function withCursor(row: string, column: number | undefined): string {
	if (column === undefined) {
		return row;
	}

	let before = '';
	for (const character of row) {
		if (displayWidth(before) >= column) {
			break;
		}

		before += character;
	}

	return `${before.padEnd(before.length + column - displayWidth(before))}▏${row.slice(before.length)}`;
}
