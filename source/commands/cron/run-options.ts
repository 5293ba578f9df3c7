import {zoneOf} from '../../core/cron/index.js';
import {ArthasError} from '../../core/error.js';
import type {Flags} from '../context.js';

const maxCount = 10_000;

/**
From when on, where, and how many runs are asked for: now, the zone of this machine, and five unless typed.

@throws ArthasError ERR_USAGE
*/
export function readRunOptions({from, tz, count}: Pick<Flags, 'from' | 'tz' | 'count'>): {from: number; zone: string; count: number} {
	return {from: from === undefined ? Date.now() : readInstant(from), zone: zoneOf(tz).name, count: count === undefined ? 5 : readCount(count)};
}

/** A time without its zone could mean two instants, so that it is none. */
function readInstant(text: string): number {
	const instant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/u.test(text) ? Date.parse(text) : Number.NaN;
	// The engine takes 30 February for 2 March.
	const isDay = !Number.isNaN(instant) && new Date(text.slice(0, 10)).toISOString().startsWith(text.slice(0, 10));
	if (!isDay) {
		throw new ArthasError('ERR_USAGE', `--from is “${text.slice(0, 40)}”, which is no instant`, {hint: 'write it as 2026-02-14T10:00:00Z, or with +08:00 at its end'});
	}

	return instant;
}

function readCount(text: string): number {
	const count = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
	if (count < 1 || count > maxCount) {
		throw new ArthasError('ERR_USAGE', `--count is “${text.slice(0, 40)}”`, {hint: `a number from 1 to ${maxCount}`});
	}

	return count;
}
