import type {NoticeLevel} from './notices.js';

/** A notice as the log keeps it, also when it is long gone from the screen. */
export type PastNotice = {
	seq: number;
	/** When it was said last (epoch ms). */
	at: number;
	level: NoticeLevel;
	text: string;
	/** How often it was said, one time after the other. */
	count: number;
	about?: string | undefined;
};

/** What was told: a line, what it is about, and all of what the line names only the first of. */
export type Telling = {
	level: NoticeLevel;
	text: string;
	now: number;
	about?: string | undefined;
	whole?: readonly string[] | undefined;
};

const most = 500;
/** A stack trace has a few thousand characters, the answer of a server may have any number. */
const longest = 8192;

/** Keeps a notice behind those before it; the same one again counts up, and what is told of one thing takes the place of what was told of it. */
export function keepNotice(past: readonly PastNotice[], {text, whole = [text], ...telling}: Telling): readonly PastNotice[] {
	let kept = past;
	// The newest is read first, and of several the first one shall be.
	for (const line of [...whole].reverse()) {
		kept = keepLine(kept, line.slice(0, longest), telling);
	}

	return kept.slice(-most);
}

function keepLine(past: readonly PastNotice[], text: string, {level, now, about}: Omit<Telling, 'text' | 'whole'>): readonly PastNotice[] {
	const last = past.at(-1);
	const againCount = last?.level === level && last.text === text ? last.count : 0;
	const before = againCount > 0 ? past.slice(0, -1) : (about === undefined ? past : past.filter(notice => notice.about !== about));
	return [...before, {
		seq: (last?.seq ?? 0) + 1, at: now, level, text, count: againCount + 1, ...(about !== undefined && {about}),
	}];
}
