import type {View} from '../view.js';
import {listItem} from '../build-block.js';
import {jsonText} from '../json-text.js';

/** A view for results that are one map of names to values: `sysprop`, `sysenv`. */
export function keyValues(name: string): View {
	return result => {
		const values = result.object(name);
		return values === undefined ? [] : [{kind: 'list', items: Object.entries(values).map(([key, value]) => listItem(key, jsonText(value)))}];
	};
}
