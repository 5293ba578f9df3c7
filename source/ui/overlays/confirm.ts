import {safeText} from '../../views/safe-text.js';
import {overlayText} from '../../workspace/overlay.js';
import {texts} from '../../words/index.js';
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
			[{text: safeText(overlayText(overlay, 'command')).slice(0, size.columns * 3)}],
			[],
			[{text: safeText(overlayText(overlay, 'reason')), style: 'dim'}],
			[],
			[{text: say(texts.overlays.confirmHow), style: 'dim'}],
		]);
	},
};
