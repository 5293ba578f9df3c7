import {consoleActions} from '../../../source/actions/console.js';
import type {ActionContext} from '../../../source/actions/context.js';
import {fitConsoles} from '../../../source/actions/console/fit-consoles.js';
import {openConsolePane} from '../../../source/actions/console/open-console-pane.js';
import {typeIntoConsole} from '../../../source/actions/console/type-into-console.js';
import {createSentLog} from '../../../source/actions/sent-log.js';
import {createLive} from '../../../source/actions/live/create-live.js';
import type {Agent} from '../../../source/core/client/agent.js';
import type {Connection} from '../../../source/core/client/connection.js';
import {writable} from '../../../source/core/readable.js';
import {consolePane} from '../../../source/ui/console/console-pane.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {fitTitle} from '../../../source/ui/panes/fit-title.js';
import type {PaneContext} from '../../../source/ui/panes/pane-view.js';
import {createCompositor} from '../../../source/ui/terminal/compositor.js';
import {createTheme} from '../../../source/ui/terminal/theme.js';
import {createSay, type Language} from '../../../source/words/index.js';
import {createKeymap, isForHost, press} from '../../../source/workspace/keymap.js';
import {createStore} from '../../../source/workspace/store.js';
import {createWorkspace, focusedPane} from '../../../source/workspace/workspace.js';
import {createJudge, type Judge} from '../terminal/judge.js';

export type ConsoleStage = {
	context: ActionContext;
	copied: string[];
	/** Everything that was written to the terminal of the operator. */
	written: string[];
	judge: Judge;
	/** The pane: its title, and its rows as the terminal shows them. */
	paint(): Promise<string[]>;
	/** Keys by their names; a text of several letters is typed letter by letter. */
	press(...keys: string[]): void;
	notices(): string[];
};

export const webAgent: Agent = {
	ref: 'prod/web-1', id: 'web-1', name: 'web-1', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: 'IN_SERVICE',
	host: null, ip: null, version: null, lastSeen: null, labels: {}, server: 'prod', registeredAt: 1,
};

export type ConsoleStageOptions = {columns?: number; rows?: number; language?: Language; agents?: readonly Agent[]; connection: Pick<Connection, 'openConsole' | 'agents' | 'state'>};

/** A pane with a console on a terminal that is played, with the keys and painters that it has in the program. */
export function openConsoleStage({columns = 80, rows = 24, language = 'en', agents = [webAgent], connection}: ConsoleStageOptions): ConsoleStage {
	const store = createStore(createWorkspace({columns, rows}));
	const live = createLive();
	const say = createSay(language);
	const copied: string[] = [];
	const list = writable(agents);
	const size = () => ({width: store.getSnapshot().size.columns, height: store.getSnapshot().size.rows - 1});
	const context = {
		store, live, say,
		fleet: {
			current: () => ({connectionOf: () => connection}),
			agents: list,
			agentOf: (ref: string | undefined) => list.getSnapshot().find(agent => agent.ref === ref),
		},
		screen: {sizeOf: size, copy: (text: string) => copied.push(text)},
		sent: createSentLog(),
		now: () => new Date(2026, 10, 21, 14, 20, 7).getTime(),
		notify(level: 'info' | 'warn' | 'bad', text: string) {
			store.dispatch({
				type: 'notify', level, text, now: 0,
			});
		},
		focus: () => focusedPane(store.getSnapshot()),
	} as unknown as ActionContext;

	const judge = createJudge(columns, rows);
	const written: string[] = [];
	const theme = createTheme({colors: 'truecolor'});
	const compositor = createCompositor({
		columns, rows, synchronized: false, colors: 'truecolor', theme, write: text => written.push(text),
	});
	const paneContext = (): PaneContext => ({
		...size(), id: context.focus().id, pane: context.focus().state, focused: true, now: 0, say, glyphs: unicodeGlyphs, program: context,
	});
	const keymap = createKeymap(consoleActions.map(({id, keys, when}) => ({action: id, keys, when})));
	const pressOne = (name: string) => {
		const event = {name, raw: raws[name] ?? name, ...[...name].length === 1 && {text: name}};
		const contexts = consolePane.contexts(paneContext());
		const isTyped = contexts.includes('field') && event.text !== undefined;
		const action = isTyped || (contexts.includes('console') && isForHost(name, [])) ? undefined : press(keymap, [], name, contexts).action;
		const found = consoleActions.find(({id}) => id === action);
		if (found?.disabled?.(context) !== undefined) {
			return;
		}

		if (found) {
			void found.run(context);
		} else {
			typeIntoConsole(context, event);
		}
	};

	return {
		context, copied, written, judge,
		async paint() {
			fitConsoles(context);
			const painting = consolePane.paint(paneContext());
			const title = fitTitle(consolePane.title(paneContext()), columns);
			compositor.panes([{
				rect: {
					column: 0, row: 0, width: columns, height: rows,
				}, rows: [title, ...painting.rows],
			}]);
			compositor.cursor(painting.cursor && {column: painting.cursor.column, row: painting.cursor.row + 1});
			const before = written.length;
			compositor.paint();
			await judge.write(written.slice(before).join(''));
			return judge.rows().map(row => row.trimEnd());
		},
		press(...keys) {
			for (const key of keys) {
				for (const name of key.length === 1 || key in raws || consoleActions.some(action => action.keys.includes(key)) ? [key] : key) {
					pressOne(name);
				}
			}
		},
		notices: () => store.getSnapshot().notices.map(({text}) => text),
	};
}

const raws: Readonly<Record<string, string>> = {
	enter: '\r', esc: '\u001B', up: '\u001B[A', down: '\u001B[B', pageup: '\u001B[5~', 'ctrl-]': '\u001D', 'ctrl-c': '\u0003', 'ctrl-w': '\u0017', backspace: '\u007F',
};

/** Opens a pane and resolves when its console is there. */
export async function openConsoleIn(stage: ConsoleStage, agent: Agent = webAgent): Promise<void> {
	const {live, store} = stage.context;
	openConsolePane(stage.context, agent, 'here');
	await new Promise<void>(resolve => {
		const stop = live.subscribe(() => {
			const [, thing] = live.all().at(-1) ?? [];
			if (thing?.kind === 'console' && thing.console.state.getSnapshot().name !== 'opening') {
				stop();
				resolve();
			}
		});
	});
	store.getSnapshot();
}
