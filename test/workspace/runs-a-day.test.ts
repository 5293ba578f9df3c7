import {expect, it} from 'vitest';
import {isFault, parseSchedule} from '../../source/core/cron/index.js';
import {runsADay} from '../../source/workspace/cron.js';

const minute = Date.UTC(2026, 10, 22, 3, 44) / 60_000;

it.each([
	['*/5 * * * * ?', 17_280],
	['0 * * * * ?', 1440],
	['0 44 3 * * ?', 1],
	['59 43 3 * * ?', 1],
	['0 0 0 1 1 ?', 0],
])('%s runs %i times a day, whenever it is asked', (text, count) => {
	const schedule = parseSchedule(text);
	if (isFault(schedule)) {
		throw new Error(schedule.text);
	}

	for (const at of [minute, minute + 1, minute + 16]) {
		expect(runsADay(schedule, 'Etc/UTC', at)).toBe(count);
	}
});
