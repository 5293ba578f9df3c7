import {isFault, parseSchedule, type Schedule} from '../../../source/core/cron/index.js';

/** A schedule that a test knows to be one. */
export function readSchedule(line: string): Schedule {
	const schedule = parseSchedule(line);
	if (isFault(schedule)) {
		throw new Error(`${line}: ${schedule.reason}`);
	}

	return schedule;
}
