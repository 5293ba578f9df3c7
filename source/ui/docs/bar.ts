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

/** How hot a share of something is that should be small. */
export function heatOf(share: number): Heat {
	const heats: Heat[] = ['heat1', 'heat2', 'heat3', 'heat4'];
	return heats[[0.05, 0.15, 0.3, 0.6].findIndex(limit => share < limit)] ?? 'heat5';
}
