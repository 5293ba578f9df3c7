import type {Heat} from '../../views/block.js';
import type {Glyphs} from '../glyphs.js';

/** A bar of at most `width` cells for a share from 0 to 1; whatever is more than nothing can be seen. */
export function barText(share: number, width: number, {bar}: Pick<Glyphs, 'bar'>): string {
	const [full = '', ...parts] = bar;
	const steps = parts.length + 1;
	const length = Math.round(Math.min(Math.max(share, 0), 1) * width * steps);
	const shown = share > 0 ? Math.max(length, 1) : 0;
	const part = parts[(shown % steps) - 1] ?? '';
	return full.repeat(Math.floor(shown / steps)) + part;
}

const heats: readonly Heat[] = ['heat1', 'heat2', 'heat3', 'heat4'];

/** How hot a share of something is that should be small, such as of the time of a call. */
export function heatOf(share: number): Heat {
	return heatBelow(share, [0.05, 0.15, 0.3, 0.6]);
}

/** How hot it is to have used so much of what there is. */
export function heatOfUse(share: number): Heat {
	return heatBelow(share, [0.25, 0.6, 0.8, 0.95]);
}

function heatBelow(share: number, limits: readonly number[]): Heat {
	return heats[limits.findIndex(limit => share < limit)] ?? 'heat5';
}

/** A course of values from 0 to the highest of them or to `top`, the newest last. What is not known is blank. */
export function sparkText(values: ReadonlyArray<number | undefined>, top: number, {spark}: Pick<Glyphs, 'spark'>): string {
	const steps = [...spark];
	const highest = Math.max(top, ...values.map(value => value ?? 0));
	return values.map(value => value === undefined ? ' ' : steps[Math.min(Math.floor(value / highest * steps.length), steps.length - 1)] ?? '').join('');
}
