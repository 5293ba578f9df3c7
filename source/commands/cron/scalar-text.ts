import type {Json} from '../../core/protocol/result.js';

/** A text, number or truth of an answer as text; empty for what is none of them. */
export function scalarText(value: Json | undefined): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
