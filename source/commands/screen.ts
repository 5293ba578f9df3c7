import path from 'node:path';
import process from 'node:process';
import {createHistory, type HistoryProblem} from '../actions/command/history.js';
import {createNameBook} from '../actions/command/name-book.js';
import {createFleetPort} from '../actions/fleet-port.js';
import {actions} from '../actions/index.js';
import {createLive} from '../actions/live/create-live.js';
import {createSentLog} from '../actions/sent-log.js';
import {openScreen, type Screen} from '../ui/screen.js';
import {asciiGlyphs, unicodeGlyphs} from '../ui/glyphs.js';
import {isUtf8} from '../ui/terminal/device/is-utf8.js';
import {
	askedLanguage, createSay, languageOf, told,
} from '../words/index.js';
import {createStore} from '../workspace/store.js';
import {createWorkspace} from '../workspace/workspace.js';
import {configPath} from './config/location.js';
import type {Command, CommandContext} from './context.js';
import {describeKeyProblem} from './screen/describe-key-problem.js';
import {holdOutput} from './screen/hold-output.js';
import {keepHeapSmall} from './screen/keep-heap-small.js';
import {layoutFile, loadLayout, saveLayout} from './screen/layout-file.js';
import {readScreenSettings} from './screen/read-screen-settings.js';
import type {OpenServersOptions} from './screen/open-servers.js';
import {stateFolder} from './screen/surroundings.js';
import {tellProblems} from './screen/tell-problems.js';

/** How long what runs on agents has for its end when the program leaves, in ms. */
const longestEnd = 10_000;

/** The screen, until somebody quits it. */
export const screen: Command = async context => {
	const {env, interrupted, settings: {profile, readOnly, endpoints}} = context;
	const {settings, problems} = readScreenSettings(path.join(path.dirname(configPath(env)), 'screen.json'));
	const folder = stateFolder(env);
	const file = layoutFile(folder, profile ?? endpoints.map(({name}) => name).join(' '));
	const {layout, problem} = loadLayout(file);
	const store = createStore(createWorkspace({columns: process.stdout.columns, rows: process.stdout.rows}, layout));
	const [live, fleet, sent] = [createLive(), createFleetPort(), createSentLog()];
	const history = createHistory({
		file: path.join(folder, 'history.jsonl'),
		tell(trouble) {
			opened.program.notify('warn', told(opened.program.say, describeTrouble(trouble)));
		},
	});
	keepHeapSmall();
	const opened: Screen = openScreen({
		stdin: process.stdin, stdout: process.stdout, env, store, live, fleet, sent, actions, settings, history, readOnly,
		names: createNameBook(),
		say: createSay(askedLanguage(env) ?? settings.language ?? languageOf(env)),
		glyphs: settings.ascii ?? !isUtf8(env) ? asciiGlyphs : unicodeGlyphs,
		stateFolder: folder,
		onLeave() {
			saveLayout(file, store.getSnapshot());
		},
	});
	const {notify, say} = opened.program;
	const letOutput = holdOutput(text => {
		notify('info', say({en: 'Node or a library says: {text}', zh: 'Node 或某个库提示：{text}'}, {text}));
	});
	tellProblems(opened.program, [...problems, ...opened.problems.map(wrong => describeKeyProblem(wrong)), ...problem === undefined ? [] : [problem]]);

	// After the first frame: whatever speaks to servers takes longer to load than all of the screen.
	const servers = serversAfter(opened.firstFrame, context, {
		fleet, sent, notify: opened.program.notify, say: opened.program.say,
	});
	try {
		await Promise.race([opened.quitted, abortOf(interrupted)]);
	} finally {
		await opened.close();
		letOutput();
		context.err(saveLayout(file, store.getSnapshot()) ?? '');
		await inTime(Promise.all(live.all().map(async ([key]) => live.end(key))));
		await inTime(servers.close());
	}

	return interrupted.aborted ? 130 : 0;
};

function serversAfter(first: Promise<void>, context: CommandContext, options: OpenServersOptions): {close(): Promise<void>} {
	const opening = (async () => {
		await first;
		const {openServers} = await import('./screen/open-servers.js');
		return openServers(context, options);
	})();
	return {
		async close() {
			const servers = await opening;
			await servers.close();
		},
	};
}

async function abortOf(signal: AbortSignal): Promise<void> {
	await new Promise<void>(resolve => {
		signal.addEventListener('abort', () => {
			resolve();
		}, {once: true});
	});
}

/** An agent that does not answer must not keep the shell waiting for ever. */
async function inTime(work: Promise<unknown>): Promise<void> {
	await Promise.race([work, new Promise<void>(resolve => {
		setTimeout(resolve, longestEnd).unref();
	})]);
}

function describeTrouble(trouble: HistoryProblem): string {
	return trouble.kind === 'corrupt'
		? `the history has ${trouble.lines} lines that can't be read; they are left alone`
		: `the history is ${trouble.kind === 'unreadable' ? 'not read' : 'not kept'}: ${trouble.message}`;
}
