import type {View} from '../view.js';
import {listItem} from '../build-block.js';

/** A view for results that are a few scalars, each beside the name that the terminal of Arthas gives it. */
export function namedMembers(names: Record<string, string>): View {
	return result => {
		const items = Object.entries(names).flatMap(([member, name]) => {
			const text = result.text(member);
			return text === undefined ? [] : [listItem(name, text)];
		});
		return items.length === 0 ? [] : [{kind: 'list', items}];
	};
}
