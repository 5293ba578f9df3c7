import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';
import {safeText} from '../../views/safe-text.js';
import {overlayText} from '../../workspace/overlay.js';
import {texts, told, type Say} from '../../words/index.js';
import {dialog} from './dialog.js';
import type {OverlayView} from './overlay-view.js';

/** A command that does more than look: whom it is for, what it says, and what it does, before it is sent. */
export const confirmView: OverlayView = {
	contexts: ['confirm', 'overlay'],
	hasField: false,
	paint(context) {
		const {overlay, size, program: {say, fleet}} = context;
		const target = overlayText(overlay, 'agent');
		const name = safeText(fleet.agentOf(target)?.name ?? target);
		const isHeavy = overlayText(overlay, 'tier') === 'heavy';
		return dialog(context, [
			[{text: say(isHeavy ? texts.overlays.heavyTitle : texts.overlays.changeTitle, {agent: name}), style: isHeavy ? 'warn' : 'bad'}],
			[],
			...commandRows(overlayText(overlay, 'command'), (size.columns - 10) * Math.max(size.rows - 16, 4), say),
			[],
			[{text: safeText(told(say, overlayText(overlay, 'reason'))), style: 'dim'}],
			[],
			[{text: say(isHeavy ? texts.overlays.confirmHow : texts.overlays.confirmHowSlowly), style: 'dim'}],
		]);
	},
};

/** All of the command, or its beginning and its end with a word on what lies between: what is agreed to must be seen. */
function commandRows(command: string, room: number, say: Say): Row[] {
	const text = safeText(command);
	if (displayWidth(text) <= room) {
		return [[{text}]];
	}

	const half = Math.floor(room / 3);
	const left = text.length - (2 * half);
	return [[{text: text.slice(0, half)}], [{text: say(texts.overlays.leftOut, {count: left}), style: 'bad'}], [{text: text.slice(-half)}]];
}
