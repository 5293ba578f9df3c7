import type {HostAnswer, ProcessOrder} from '../../actions/live/host-watch.js';
import type {Courses} from '../../actions/live/host/courses.js';
import {hostParts, type HostPartName} from '../../actions/live/host/host-parts.js';
import type {JsonObject} from '../../core/protocol/result.js';
import type {ScreenSettings} from '../../workspace/screen-settings.js';
import type {Say} from '../../words/index.js';
import type {Glyphs} from '../glyphs.js';

/** All that the sections of a host are drawn from. */
export type InfoFacts = {
	answers: ReadonlyMap<HostPartName, HostAnswer>;
	courses: Courses;
	everyMs: number;
	/** What the first processes have most of. */
	order: ProcessOrder;
	/** When all this was so, where it is not how it is now. */
	back: number | undefined;
	/** Whether nothing of it is new by intent. */
	isPaused: boolean;
	limits: ScreenSettings['infoLimits'];
	now: number;
	say: Say;
	glyphs: Glyphs;
};

export function dataOf({answers}: InfoFacts, name: HostPartName): JsonObject | undefined {
	return answers.get(name)?.data;
}

/** When an answer is no longer what its interval promises: after two of them. Undefined where nothing was answered. */
export function oldAt({answers, everyMs}: Pick<InfoFacts, 'answers' | 'everyMs'>, name: HostPartName): number | undefined {
	const answer = answers.get(name);
	const part = hostParts.find(each => each.name === name);
	const interval = part?.everyMs ?? Math.max(everyMs, part?.atLeastMs ?? 0);
	return answer?.data === undefined ? undefined : answer.at + (2 * interval) + 1000;
}

export function isOld(facts: InfoFacts, name: HostPartName): boolean {
	return facts.now >= (oldAt(facts, name) ?? Infinity);
}
