import type {Schedule} from '../../core/cron/index.js';
import {hourCounts} from './hour-counts.js';

/** How often a schedule runs in the 24 hours from the beginning of this minute, a run in that very moment among them. */
export function runsADay(schedule: Schedule, zone: string | undefined, minute: number): number {
	const from = minute * 60_000;
	return hourCounts(schedule, {zone, from, now: from - 1}).reduce((sum, count) => sum + count, 0);
}
