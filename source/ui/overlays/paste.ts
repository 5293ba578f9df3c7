import {safeText} from '../../views/safe-text.js';
import {overlayText} from '../../workspace/overlay.js';
import {texts} from '../../words/index.js';
import {dialog} from './dialog.js';
import type {OverlayView} from './overlay-view.js';

/** Text of several lines, shown before it goes anywhere. */
export const pasteView: OverlayView = {
	contexts: ['paste', 'overlay'],
	hasField: false,
	paint(context) {
		const {overlay, size, program: {say}} = context;
		const text = overlayText(overlay, 'text');
		const lines = text.replace(/(?:\r\n?|\n)$/u, '').split(/\r\n?|\n/u);
		const room = Math.max(size.rows - 12, 3);
		return dialog(context, [
			[{text: say(texts.overlays.pasteTitle, {lines: lines.length, bytes: Number(overlay.data?.['bytes'] ?? text.length)}), style: 'title'}],
			[],
			...lines.slice(0, room).map(line => [{text: safeText(line.slice(0, size.columns))}]),
			...lines.length > room ? [[{text: say(texts.overlays.below, {count: lines.length - room}), style: 'dim' as const}]] : [],
		]);
	},
};
