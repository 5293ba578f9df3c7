import type {Json} from '../core/protocol/result.js';
import type {ListState} from './list-state.js';

/** What lies over the panes and has all keys while it does. */
export type Overlay = {
	/** `help`, `palette`, `paste`, `quit`, … */
	kind: string;
	/** What was typed into it, and how many UTF-16 units of that stand before the cursor. */
	text: string;
	caret: number;
	list: ListState;
	/** When it opened (epoch ms): a dialog ignores `enter` for a moment. */
	since: number;
	data?: Readonly<Record<string, Json>> | undefined;
	/** What it was opened over and is there again when it closes: what was typed there would be missed. */
	under?: Overlay | undefined;
};

/** A text that an overlay keeps; empty where it keeps none of that name. */
export function overlayText(overlay: Pick<Overlay, 'data'> | undefined, name: string): string {
	const value = overlay?.data?.[name];
	return typeof value === 'string' ? value : '';
}
