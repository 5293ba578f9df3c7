import type {ActionContext} from '../../../source/actions/context.js';
import {createLive} from '../../../source/actions/live/create-live.js';
import {questionOf} from '../../../source/actions/ask.js';
import {resultActions} from '../../../source/actions/result.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {createJob, type JobWriter} from '../../../source/core/client/job.js';
import type {Result} from '../../../source/core/protocol/result.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {joinParts} from '../../../source/ui/panes/fit-title.js';
import type {PaneContext} from '../../../source/ui/panes/pane-view.js';
import {resultPane} from '../../../source/ui/result/result-pane.js';
import type {PaneRow} from '../../../source/ui/terminal/paint/layers.js';
import {createSay} from '../../../source/words/index.js';
import type {ListEvent} from '../../../source/workspace/list-state.js';
import {overlayText} from '../../../source/workspace/overlay.js';
import type {PaneState} from '../../../source/workspace/pane-state.js';
import {createStore} from '../../../source/workspace/store.js';
import {createWorkspace} from '../../../source/workspace/workspace.js';

const agent: Agent = {
	ref: 'prod/math-7f3a', id: 'math-7f3a', name: 'math-7f3a', kind: 'jvm', via: 'channel', results: 'structured', app: 'math', status: 'up', statusText: 'IN_SERVICE',
	host: null, ip: null, version: '4.1.5', lastSeen: 0, labels: {}, server: 'prod', registeredAt: null,
};

export type OpenResult = JobWriter & {
	send(...results: Result[]): void;
	/** Does what the key of an action does. */
	act(id: string, argument?: string): void;
	move(event: ListEvent): void;
	/** Types an answer to the question that an action asked, then `enter` or `esc`. */
	answer(text: string, end: 'entered' | 'left'): void;
	/** Why an action can't be done; undefined where it can. */
	whyNot(id: string): string | undefined;
	readonly state: PaneState;
	readonly copied: string[];
	readonly notices: string[];
	painted(): readonly PaneRow[];
	/** The rows of the pane as they are seen. */
	draw(): string;
	title(): string;
	/** The row of the cursor. */
	cursor(): string;
};

/** A pane of kind `result` in a workspace, with a job whose results the test sends. */
export function openResult(command: string, {width = 80, height = 12, data, results = []}: {width?: number; height?: number; data?: PaneState['data']; results?: Result[]} = {}): OpenResult {
	const writer = createJob({
		agent, commandLine: command, onInterrupt() {
			writer.setState({name: 'interrupted', by: 'us', ended: 'yes'});
		},
	});
	const live = createLive();
	const pane: PaneState = {
		kind: 'result', title: command, command, target: agent.ref, live: live.add({kind: 'job', agent, job: writer.job}), data,
	};
	const store = createStore(createWorkspace({columns: width, rows: height + 3}));
	store.dispatch({type: 'open', pane, where: 'here'});
	const id = Object.keys(store.getSnapshot().panes)[0]!;
	const say = createSay('en');
	const copied: string[] = [];
	const notices: string[] = [];
	const state = () => store.getSnapshot().panes[id]!;
	const paneContext = (): PaneContext => ({
		id, pane: state(), width, height, focused: true, now: Date.parse('2026-11-21T13:52:19Z'), say, glyphs: unicodeGlyphs, program: context,
	});
	const view = () => resultPane.list!(paneContext());
	const context = {
		store, live, say, now: Date.now, focus: () => ({id, state: state()}),
		fleet: {agentOf: () => agent, current: () => undefined},
		screen: {listOf: view, copy: (text: string) => copied.push(text)},
		notify(_level: string, text: string) {
			notices.push(text);
		},
	} as unknown as ActionContext;
	const actionOf = (name: string) => resultActions.find(action => action.id === name)!;
	const open: OpenResult = {
		...writer,
		copied,
		notices,
		get state() {
			return state();
		},
		send(...sent) {
			for (const result of sent) {
				writer.append({kind: 'result', result});
			}
		},
		act(name, argument) {
			void actionOf(name).run(context, argument);
		},
		whyNot: name => actionOf(name).disabled?.(context),
		move(event) {
			store.dispatch({
				type: 'list', pane: id, event, view: view(),
			});
		},
		answer(text, end) {
			const {overlay} = store.getSnapshot();
			const question = questionOf(overlay?.data?.['question'])!;
			question.changed?.(context, text);
			store.dispatch({type: 'overlay', overlay: undefined});
			question[end]?.(context, end === 'left' ? overlayText(overlay, 'before') : text);
		},
		painted: () => resultPane.paint(paneContext()).rows,
		draw: () => open.painted().map(row => textOf(row).trimEnd()).join('\n'),
		title() {
			const {left, right} = resultPane.title(paneContext());
			return [left, joinParts(right)].map(row => row.map(({text}) => text).join('')).join(' | ');
		},
		cursor: () => open.painted().map(row => textOf(row)).find(row => row.startsWith('▸'))?.slice(1).trim() ?? '',
	};
	open.send(...results);
	return open;
}

export function textOf(row: PaneRow): string {
	return ('spans' in row ? row.spans : row).map(({text}) => text).join('');
}
