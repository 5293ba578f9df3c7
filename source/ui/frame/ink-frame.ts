import type {FrameModel} from './frame-model.js';
import type {InkRenderer} from './ink-renderer.js';

export type InkFrame = {
	/** Draws a frame if it differs from the last one. Its text comes to `onFrame` before this returns, but before Ink is loaded only when it is. */
	draw(model: FrameModel): void;
	/** Loads Ink, which takes longer than all of the first frame, where nothing of it is drawn yet. */
	load(): Promise<void>;
	close(): void;
};

/** What Ink draws, drawn when it is there. */
export function createInkFrame(onFrame: (text: string) => void): InkFrame {
	let last: FrameModel | undefined;
	let lastText = '';
	let renderer: InkRenderer | undefined;
	let isClosed = false;
	return {
		draw(model) {
			// Asked with each paint of a stream, and changed by few: its text tells.
			const text = JSON.stringify(model);
			if (text !== lastText) {
				last = model;
				lastText = text;
				renderer?.draw(model);
			}
		},
		async load() {
			const {createInkRenderer} = await import('./ink-renderer.js');
			if (!isClosed) {
				renderer = createInkRenderer(onFrame);
				if (last) {
					renderer.draw(last);
				}
			}
		},
		close() {
			isClosed = true;
			renderer?.close();
		},
	};
}
