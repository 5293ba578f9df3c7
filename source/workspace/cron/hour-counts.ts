import {nextRuns, type Schedule} from '../../core/cron/index.js';

const hourMs = 3_600_000;
const dayHours = 24;

/**
How many runs of a schedule come after `now` in each of 24 hours of 3600 s, the first of which begins at `from`, epoch ms. One that
runs each second is no slower to count than one that runs each hour.
*/
export function hourCounts(schedule: Schedule, {zone, from, now}: {zone: string | undefined; from: number; now: number}): number[] {
	const counts = Array.from({length: dayHours}, () => 0);
	const [{minutes, seconds}, end] = [schedule, from + (dayHours * hourMs)];
	const [minute = 0, second = 0] = [minutes[0], seconds[0]];
	// Its first run of each hour stands for all of that hour. In zones that are half an hour off it may begin in the hour before.
	for (const first of nextRuns({...schedule, minutes: [minute], seconds: [second]}, {zone, from: from - hourMs - 1, count: dayHours + 3})) {
		for (const each of minutes) {
			const at = first + ((each - minute) * 60_000);
			if (at >= from && at < end) {
				const over = at + 60_000 <= now ? seconds.length : seconds.filter(each => at + ((each - second) * 1000) <= now).length;
				counts[Math.floor((at - from) / hourMs)]! += seconds.length - over;
			}
		}
	}

	return counts;
}
