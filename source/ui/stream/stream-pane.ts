import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {PaneView} from '../panes/pane-view.js';
import {paintStream} from './paint-stream.js';

/** One streaming command of one agent. */
export const streamPane: PaneView = {
	title({pane, glyphs, program: {live, fleet}}) {
		const thing = live.get(pane.live);
		const command = thing?.kind === 'job' ? thing.job.commandLine : pane.command ?? pane.title;
		const listed = fleet.agentOf(pane.target);
		const agent = listed ?? thing?.agent;
		const sign: Row = listed && listed.status !== 'up' ? [{text: `${glyphs[listed.status]} `, style: listed.status === 'out' ? 'warn' : 'bad'}] : [];
		const lost: Row = pane.lost === undefined ? [] : [{text: `  ${safeText(pane.lost)}`, style: 'bad'}];
		return {left: [{text: safeText(command)}], right: [...sign, {text: safeText(agent?.name ?? pane.target ?? '')}, ...lost]};
	},
	paint: paintStream,
	contexts: () => ['stream'],
	isPatient: true,
};
