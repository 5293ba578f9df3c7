import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem, Style} from '../block.js';
import {lineOf, span} from '../build-block.js';
import {isJsonObject} from '../json-text.js';
import {measureOf, quantityText, wordsOf} from './quantity.js';

/** Facts of a host beside their names, with their units; what it doesn't know is left out. */
export function hostList(facts: JsonObject): Block[] {
	const items = Object.entries(facts).filter(([, value]) => value !== null).map(([name, value]): ListItem => {
		const measure = measureOf(name);
		const key = `${wordsOf(name)}${measure === 'percent' ? ' %' : ''}${measure === 'rate' ? ' rate' : ''}`;
		if (name === 'partial' && Array.isArray(value)) {
			return {key: 'not told', value: value.map(what => lineOf(span(quantityText(name, what), 'warn')))};
		}

		const isSeveral = Array.isArray(value) && value.length > 0;
		return {key, value: isSeveral ? value.map(item => lineOf(quantityText(name, item))) : [lineOf(span(isEmpty(value) ? 'none' : quantityText(name, value), usageStyle(name, value)))]};
	});
	return items.length === 0 ? [] : [{kind: 'list', items}];
}

function isEmpty(value: unknown): boolean {
	return (Array.isArray(value) && value.length === 0) || (isJsonObject(value as JsonObject) && Object.keys(value as JsonObject).length === 0);
}

/** The number says it as well: a colour alone tells nothing. */
export function usageStyle(name: string, value: unknown): Style | undefined {
	if (!/(?:^u|U)sedPercent$/.test(name) || typeof value !== 'number' || value < 80) {
		return undefined;
	}

	return value >= 95 ? 'bad' : 'warn';
}
