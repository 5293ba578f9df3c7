import {
	faultWords, isFault, parseSchedule, type Schedule,
} from '../../core/cron/index.js';
import {ArthasError} from '../../core/error.js';

/**
The schedule that the words of a command line are.

@throws ArthasError ERR_USAGE with the field and the reason.
*/
export function readSchedule(words: readonly string[]): Schedule {
	const schedule = parseSchedule(words.join(' '));
	if (isFault(schedule)) {
		throw new ArthasError('ERR_USAGE', faultWords(schedule), {hint: scheduleHint});
	}

	return schedule;
}

const scheduleHint = 'six fields in quotes: second minute hour day month weekday, as in \'0 30 8 * * MON-FRI\'';
