import type {Action} from '../actions/action.js';
import type {ActionContext, ScreenPort} from '../actions/context.js';
import type {OpenFleetPort} from '../actions/fleet-port.js';
import type {CommandHistory} from '../actions/command/history.js';
import type {NameBook} from '../actions/command/name-book.js';
import type {Live} from '../actions/live/live.js';
import {tendPanes} from '../actions/tend-panes.js';
import {watchTargets} from '../actions/watch-targets.js';
import type {SentLog} from '../actions/sent-log.js';
import type {Say} from '../words/index.js';
import {
	createKeymap, remap, withAliases, type KeyProblem,
} from '../workspace/keymap.js';
import type {ScreenSettings} from '../workspace/screen-settings.js';
import type {Store} from '../workspace/store.js';
import type {Workspace} from '../workspace/workspace.js';
import {composeScreen} from './compose-screen.js';
import {createProgram} from './create-program.js';
import {createInkFrame} from './frame/ink-frame.js';
import {unicodeGlyphs, type Glyphs} from './glyphs.js';
import {orElse} from './or-else.js';
import {contextsOf, createRouter} from './router.js';
import {tellFault} from './run-action.js';
import {createScreenPort} from './screen-port.js';
import {createClock, type Clock} from './terminal/clock.js';
import {createCompositor} from './terminal/compositor.js';
import {openTerminal, type TerminalOptions} from './terminal/terminal.js';
import {createTheme} from './terminal/theme.js';
import {createAlarm} from './alarm.js';

export type ScreenOptions = Pick<TerminalOptions, 'stdin' | 'stdout' | 'env' | 'program' | 'onLeave'> & {
	store: Store;
	live: Live;
	fleet: OpenFleetPort;
	sent: SentLog;
	actions: readonly Action[];
	say: Say;
	glyphs: Glyphs;
	readOnly: boolean;
	settings: ScreenSettings;
	history: CommandHistory;
	names: NameBook;
	/** Where what is too large for the clipboard goes. */
	stateFolder: string;
	now?: (() => number) | undefined;
};

/** The screen while it is open. */
export type Screen = {
	readonly program: ActionContext;
	/** Keys of the configuration that can't be had, and why. */
	readonly problems: readonly KeyProblem[];
	/** Resolves when the first frame was written. */
	readonly firstFrame: Promise<void>;
	/** Resolves when dialogs and lines between panes can be drawn, too, which is soon after the first frame. */
	readonly dialogs: Promise<void>;
	/** Resolves when somebody quits. */
	readonly quitted: Promise<void>;
	/** Gives the terminal back. */
	close(): Promise<void>;
};

/** Takes the terminal and shows the workspace in it until somebody quits. */
export function openScreen(options: ScreenOptions): Screen {
	const {
		store, fleet, actions, say, glyphs, readOnly, env, settings, now = Date.now,
	} = options;
	const {bindings, problems} = remap(withAliases(actions.map(({id, keys, when}) => ({action: id, keys, when}))), settings.keys ?? {});
	const keys = new Map(bindings.map(({action, keys: own}) => [action, own]));
	/** Time of the newest thing on the screen, and whether something came since. */
	let newest: number | undefined;
	let hasNews = false;
	let shown: Workspace | undefined;
	let quit: () => void = () => undefined;
	let painted: () => void = () => undefined;
	const firstFrame = new Promise<void>(resolve => {
		painted = resolve;
	});
	const quitted = new Promise<void>(resolve => {
		quit = resolve;
	});

	const terminal = openTerminal({
		...options, ascii: glyphs !== unicodeGlyphs,
		onEvent(event) {
			orElse(() => {
				router.event(event);
			}, error => {
				tellFault(error, program);
			});
			clock.schedule('key');
		},
		onResize(size) {
			store.dispatch({type: 'size', size});
			compositor.resize(size.columns, size.rows);
			clock.schedule('key');
		},
	});
	const themeOn = (ground: 'dark' | 'light') => createTheme({name: settings.theme ?? 'auto', ground, colors: env['NO_COLOR'] ? 'none' : terminal.colors});
	let theme = themeOn('dark');
	const compositor = createCompositor({
		...terminal.size(), write: terminal.frame, synchronized: terminal.synchronized, colors: theme.colors, theme,
	});
	const frame = createInkFrame(text => {
		compositor.frame(text);
	});

	const port: ScreenPort = createScreenPort({
		terminal, store, say, env, stateFolder: options.stateFolder, glyphs, now,
		program: () => program,
		refresh(isKey) {
			clock.schedule(isKey ? 'key' : 'stream');
		},
		redraw() {
			compositor.resize(terminal.size().columns, terminal.size().rows);
			clock.schedule('key');
		},
	});
	const program = createProgram(options, {screen: port, quit, keys});
	const router = createRouter(program, createKeymap(bindings));
	const alarm = createAlarm(() => {
		store.dispatch({type: 'notices-age', now: now()});
		clock.schedule('stream');
	}, now);
	const clock = createClock({
		gate: terminal.link,
		paint(urgency) {
			newest = hasNews ? now() : newest;
			hasNews = false;
			const composed = composeScreen({
				program, glyphs, theme, readOnly, newest, isSlow: terminal.link.isSlow.getSnapshot(), now: now(), contexts: contextsOf(program), pendingHints: router.pending(), shown,
			});
			shown = store.getSnapshot();
			frame.draw(composed.model);
			compositor.panes(composed.panes);
			compositor.overlays(composed.overlays);
			compositor.cursor(composed.cursor);
			alarm.set(composed.nextChange);
			const {isComplete} = compositor.paint({
				budget: terminal.link.budget(urgency),
				areStreamsHeld: urgency === 'key' && terminal.link.isSlow.getSnapshot(),
			});
			painted();
			return isComplete;
		},
	});

	const forget = [
		...followProgram(program, fleet, clock, () => {
			hasNews = true;
		}),
		terminal.link.isSlow.subscribe(() => {
			clock.schedule('stream');
		}),
	];
	store.dispatch({type: 'size', size: terminal.size()});
	if (settings.mouse) {
		terminal.mouse(true);
	}

	clock.schedule('key');
	const dialogs = (async () => {
		await firstFrame;
		await frame.load();
		clock.schedule('key');
	})();
	void (async () => {
		const ground = await terminal.ground;
		if (ground === 'light') {
			theme = themeOn('light');
			compositor.theme(theme);
			clock.schedule('key');
		}
	})();

	return {
		program,
		problems,
		firstFrame,
		dialogs,
		quitted,
		async close() {
			for (const stop of forget) {
				stop();
			}

			alarm.set(undefined);
			clock.close();
			frame.close();
			await terminal.close();
		},
	};
}

/** Paints what changes, keys' own changes sooner than what agents send. Gives what ends that. */
function followProgram(program: ActionContext, fleet: OpenFleetPort, clock: Clock, onNews: () => void): Array<() => void> {
	const {store, live, sent} = program;
	return [
		store.subscribe(() => {
			tendPanes(program);
			clock.schedule('key');
		}),
		live.subscribe(() => {
			onNews();
			clock.schedule('stream');
		}),
		sent.subscribe(() => {
			clock.schedule('stream');
		}),
		fleet.subscribe(isNews => {
			if (isNews) {
				onNews();
				watchTargets(program);
				tendPanes(program);
			}

			clock.schedule('stream');
		}),
	];
}
