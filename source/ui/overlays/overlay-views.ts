import {askView} from './ask.js';
import {confirmView} from './confirm.js';
import {help} from './help.js';
import type {OverlayView} from './overlay-view.js';
import {palette} from './palette.js';
import {pasteView} from './paste.js';
import {quitView} from './quit.js';

const views: Readonly<Record<string, OverlayView>> = {
	help, palette, ask: askView, quit: quitView, paste: pasteView, confirm: confirmView,
};

export function overlayViewOf(kind: string): OverlayView {
	const view = Object.hasOwn(views, kind) ? views[kind] : undefined;
	if (!view) {
		throw new Error(`an overlay of the unknown kind ${kind}`);
	}

	return view;
}
