import {faultRows} from '../fault-rows.js';
import {orElse} from '../or-else.js';
import {cronChangeView} from '../cron/cron-change.js';
import {cronFormView} from '../cron/cron-form.js';
import {askView} from './ask.js';
import {confirmView} from './confirm.js';
import {help} from './help.js';
import {dialog} from './dialog.js';
import type {OverlayView} from './overlay-view.js';
import {palette} from './palette.js';
import {pasteView} from './paste.js';
import {quitView} from './quit.js';

const views: Readonly<Record<string, OverlayView>> = {
	help: sound(help), palette: sound(palette), ask: sound(askView), quit: sound(quitView), paste: sound(pasteView), confirm: sound(confirmView),
	'cron-form': sound(cronFormView), 'cron-change': sound(cronChangeView),
};

export function overlayViewOf(kind: string): OverlayView {
	const view = Object.hasOwn(views, kind) ? views[kind] : undefined;
	if (!view) {
		throw new Error(`an overlay of the unknown kind ${kind}`);
	}

	return view;
}

/** A dialog that can't be drawn says so, and is left as any other. */
function sound(view: OverlayView): OverlayView {
	return {...view, paint: context => orElse(() => view.paint(context), error => dialog(context, faultRows(error, context.program.say)))};
}
