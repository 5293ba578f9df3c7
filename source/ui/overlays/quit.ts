import {running} from '../../actions/running.js';
import {clockTime} from '../clock-time.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {fitted} from '../fitted.js';
import {dialog} from './dialog.js';
import type {OverlayView} from './overlay-view.js';

/** What is still running on agents, before the program leaves. */
export const quitView: OverlayView = {
	contexts: ['quit', 'overlay'],
	hasField: false,
	paint(context) {
		const {program} = context;
		const {say} = program;
		const all = running(program);
		// Of what a narrow screen has no room for the command gives way, whose beginning tells it from others.
		const room = Math.min(46, context.size.columns - 37);
		return dialog(context, [
			[{text: say(texts.overlays.stillRunning, {count: all.length}), style: 'title'}],
			[],
			...all.slice(0, 10).map(({agent, what, since}) => [
				{text: `${fitted(safeText(what), room)}  `}, {text: `${fitted(safeText(agent), 16)}  `, style: 'dim' as const}, {text: clockTime(since), style: 'dim' as const},
			]),
			...all.length > 10 ? [[{text: say(texts.overlays.below, {count: all.length - 10}), style: 'dim' as const}]] : [],
			[],
			[{text: say(texts.overlays.quitHow), style: 'dim'}],
		]);
	},
};
