import type {PaneKind} from '../../workspace/pane-state.js';
import {agentsPane} from '../agents/agents-pane.js';
import {commandPane} from '../command/command-pane.js';
import {consolePane} from '../console/console-pane.js';
import {logPane} from '../log/log-pane.js';
import {resultPane} from '../result/result-pane.js';
import {streamPane} from '../stream/stream-pane.js';
import type {PaneView} from './pane-view.js';

/** Every kind of pane. */
export const paneViews: Readonly<Record<PaneKind, PaneView>> = {
	agents: agentsPane,
	command: commandPane,
	stream: streamPane,
	console: consolePane,
	result: resultPane,
	log: logPane,
};
