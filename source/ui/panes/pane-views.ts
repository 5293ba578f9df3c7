import type {PaneKind} from '../../workspace/pane-state.js';
import {agentsPane} from '../agents/agents-pane.js';
import {commandPane} from '../command/command-pane.js';
import {consolePane} from '../console/console-pane.js';
import {cronPane} from '../cron/cron-pane.js';
import {infoPane} from '../info/info-pane.js';
import {logPane} from '../log/log-pane.js';
import {filePane} from '../monitor/file-pane.js';
import {pluginsPane} from '../monitor/plugins-pane.js';
import {resultPane} from '../result/result-pane.js';
import {streamPane} from '../stream/stream-pane.js';
import type {PaneView} from './pane-view.js';
import {soundView} from './sound-view.js';

/** Every kind of pane; a fault in one of them stays in its pane. */
export const paneViews: Readonly<Record<PaneKind, PaneView>> = {
	agents: soundView(agentsPane),
	command: soundView(commandPane),
	stream: soundView(streamPane),
	console: soundView(consolePane),
	result: soundView(resultPane),
	log: soundView(logPane),
	info: soundView(infoPane),
	cron: soundView(cronPane),
	plugins: soundView(pluginsPane),
	file: soundView(filePane),
};
