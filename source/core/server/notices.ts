import {steadyNow} from './clock.js';

/** Tells the person who runs the server something, the same thing at most once a minute. */
export type Notices = (about: string, text: string) => void;

const everyMs = 60_000;
const remembered = 1000;

export function createNotices(onNotice: ((notice: string) => void) | undefined): Notices {
	const toldAt = new Map<string, number>();
	return (about, text) => {
		const now = steadyNow();
		if (!onNotice || now - (toldAt.get(about) ?? now - everyMs) < everyMs) {
			return;
		}

		toldAt.delete(about);
		toldAt.set(about, now);
		const [oldest] = toldAt.keys();
		if (toldAt.size > remembered && oldest !== undefined) {
			toldAt.delete(oldest);
		}

		onNotice(text);
	};
}
