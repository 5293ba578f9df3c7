import type {View} from '../view.js';
import {objectBlocks} from '../object-value.js';

/** A view for results that are one inspected object: `ognl`, `vmtool`. */
export function objectMember(name: string): View {
	return result => {
		const value = result.json(name);
		result.hide('expand', 'sizeLimit');
		return value === undefined ? [] : objectBlocks(value);
	};
}
