import {isEnd} from '../../core/client/job-state.js';
import type {Job} from '../../core/client/job.js';
import type {CommandItem} from '../../actions/live/session-run.js';
import {cutLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {texts} from '../../words/index.js';
import {clockTime} from '../clock-time.js';
import {grouped} from '../docs/numbers.js';
import type {PaneContext} from '../panes/pane-view.js';
import {isHit} from '../stream/stream-row.js';

/** Since when a transcript stands still and how many results came since; undefined where none came and none can come. */
export function heldSpans(items: readonly CommandItem[], since: number, {say, glyphs, width}: Pick<PaneContext, 'say' | 'glyphs' | 'width'>): Row | undefined {
	let newer = 0;
	for (const {job} of items) {
		newer += hitsSince(job, since);
	}

	const isLive = items.some(({job}) => !isEnd(job.getSnapshot().state));
	const text = say(texts.stream.pausedAt, {time: clockTime(since), count: grouped(String(newer))});
	return isLive || newer > 0 ? cutLine([{text: `   ${glyphs.below} ${text}`, style: 'warn'}], width - 1, 'end') : undefined;
}

function hitsSince(job: Job, since: number): number {
	const entries = job.entries();
	let hits = 0;
	for (let at = entries.length - 1; at >= 0; at--) {
		const entry = entries[at];
		if (!entry || entry.at <= since) {
			break;
		}

		hits += entry.kind === 'result' && isHit(entry.result) ? 1 : 0;
	}

	return hits;
}
