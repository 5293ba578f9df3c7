export type NoticeLevel = 'info' | 'warn' | 'bad';

export type Notice = {
	level: NoticeLevel;
	text: string;
	/** How often it was said while it stood there. */
	count: number;
	/** When it goes (epoch ms); null stays until somebody sends it away. */
	until: number | null;
	/** What it is about, where a later word about it takes its place. */
	about?: string | undefined;
};

const lifetimes: Record<NoticeLevel, number | null> = {info: 6000, warn: 15_000, bad: null};
const most = 3;

/** Adds one below the others; the same one again counts up where it stands and stays longer. */
export function addNotice(notices: readonly Notice[], {level, text, now, about}: {level: NoticeLevel; text: string; now: number; about?: string | undefined}): readonly Notice[] {
	const lifetime = lifetimes[level];
	const until = lifetime === null ? null : now + lifetime;
	const added: Notice = {
		level, text, count: 1, until, ...(about !== undefined && {about}),
	};
	if (about !== undefined && notices.some(notice => notice.about === about)) {
		return notices.map(notice => notice.about === about ? added : notice);
	}

	return notices.some(notice => isSame(notice, level, text))
		? notices.map(notice => isSame(notice, level, text) ? {...notice, count: notice.count + 1, until} : notice)
		: atMost([...notices, added]);
}

/** Those whose time has not passed; the same array when that is all. */
export function liveNotices(notices: readonly Notice[], now: number): readonly Notice[] {
	const live = notices.filter(({until}) => until === null || now < until);
	return live.length === notices.length ? notices : live;
}

/** When the next one goes, for the clock; undefined when none goes by itself. */
export function nextNoticeEnd(notices: readonly Notice[]): number | undefined {
	const ends = notices.map(({until}) => until).filter(until => until !== null);
	return ends.length === 0 ? undefined : Math.min(...ends);
}

function isSame(notice: Notice, level: NoticeLevel, text: string): boolean {
	return notice.level === level && notice.text === text;
}

/** The oldest of the least harm makes room. */
function atMost(notices: Notice[]): Notice[] {
	if (notices.length <= most) {
		return notices;
	}

	const levels: NoticeLevel[] = ['info', 'warn', 'bad'];
	const older = notices.slice(0, -1);
	const gone = levels.map(level => older.find(notice => notice.level === level)).find(notice => notice !== undefined);
	return notices.filter(notice => notice !== gone);
}
