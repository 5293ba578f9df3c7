import {
	failure, type HostAnswer, type HostContext, type HostMethod,
} from '../method.js';
import {describeInfo, type Asked, type Described} from './define-info.js';
import {rested} from './every-beat.js';
import type {OptionTable} from './options.js';
import type {Schema, ValueOf} from './schema.js';

/** What was seen before, and how long ago. */
export type Since<T> = {sample: T; ms: number};

export type Rates<O extends OptionTable, S extends Schema, T> = Described<O, S> & {
	/** Reads counters. */
	sample(asked: Asked<O>): T | Promise<T>;
	/** Says what they mean; rates are null where there is no earlier sample. */
	tell(sample: T, asked: Asked<O>, since: Since<T> | undefined): ValueOf<S> | HostAnswer;
};

const interval = {
	interval: {
		kind: 'number', short: 'i', value: 'MS', min: 10, max: 60_000, about: 'measure rates over so many ms',
	},
} as const satisfies OptionTable;

/** An older sample would give a mean of a time that nobody asked about, a younger one no figure worth reading. */
const youngestMs = 50;
const oldestMs = 60_000;

type Timed<T> = {sample: T; atMs: number};

/**
Makes a `getinfo` method whose answer has rates. They are measured over `-i MS`, or in a watch since the last answer, or
else since somebody asked last on this host, if that was within the last minute. `intervalMs` says over how long; it is
null, and all rates are, where there is only one sample.
*/
export function defineRates<const O extends OptionTable, const S extends Schema, T>(info: Rates<O, S, T>): HostMethod {
	const described = {...info, options: {...info.options, ...interval}, schema: {intervalMs: 'number?', ...info.schema}} as const;
	return describeInfo(described, () => {
		let last: Timed<T> | undefined;
		return async (asked, context) => {
			const take = async (): Promise<Timed<T>> => ({atMs: performance.now(), sample: await info.sample(asked)});
			const ms = asked.values.interval as number | undefined;
			const before = last ?? (ms === undefined ? remembered<T>(info.name, context) : await take());
			if (last === undefined && ms !== undefined && !await rested(ms, asked.signal)) {
				return failure('killed', 'interrupted while it measured');
			}

			const now = await take();
			last = now;
			remember(info.name, context, now);
			const since = before && {sample: before.sample, ms: now.atMs - before.atMs};
			return {intervalMs: since === undefined ? null : Math.round(since.ms), ...info.tell(now.sample, asked, since)};
		};
	});
}

function remembered<T>(name: string, {samples}: HostContext): Timed<T> | undefined {
	const found = samples?.get(name) as Timed<T> | undefined;
	const age = found === undefined ? 0 : performance.now() - found.atMs;
	return age >= youngestMs && age <= oldestMs ? found : undefined;
}

/** A sample that was taken right after another one doesn't replace it, or two who ask in turns would both get no rates. */
function remember<T>(name: string, {samples}: HostContext, now: Timed<T>): void {
	const found = samples?.get(name) as Timed<T> | undefined;
	if (found === undefined || now.atMs - found.atMs >= youngestMs) {
		samples?.set(name, now);
	}
}

/** So many a second, to two digits behind the point; null without an earlier count, or where the counter began anew. */
export function perSecond(now: number, before: number | undefined, ms: number | undefined): number | null {
	return before === undefined || ms === undefined || ms <= 0 || now < before ? null : Math.round((now - before) * 100_000 / ms) / 100;
}

/** A part of a whole in percent, to two digits behind the point. */
export function percent(part: number, whole: number): number {
	return whole <= 0 ? 0 : Math.round(part * 10_000 / whole) / 100;
}
