import {ArthasError} from '../core/error.js';

const units: Record<string, number> = {
	ms: 1, s: 1000, m: 60_000, h: 3_600_000,
};

/** Timers of Node can't wait longer, and nobody does. */
const longestMs = 24 * 3_600_000;

/**
Reads `500ms`, `10s`, `1.5m` or `1h` as ms.

@param what What the time is for, such as `--timeout`.
@throws ArthasError ERR_USAGE
*/
export function parseDuration(text: string, what: string): number {
	const {count, unit} = /^(?<count>\d+(?:\.\d+)?)(?<unit>ms|[smh])$/u.exec(text.trim())?.groups ?? {};
	const factor = units[unit ?? ''];
	const ms = factor === undefined ? Number.NaN : Math.round(Number(count) * factor);
	if (Number.isNaN(ms)) {
		throw new ArthasError('ERR_USAGE', `${what} is “${text.slice(0, 40)}”, which is no time`, {hint: 'write a number with its unit, such as 500ms, 10s, 5m or 1h'});
	}

	if (ms < 1 || ms > longestMs) {
		throw new ArthasError('ERR_USAGE', `${what} is “${text.slice(0, 40)}”: it must be between 1ms and 24h`, {hint: 'write for example 10s'});
	}

	return ms;
}
