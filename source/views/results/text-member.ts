import {outputBlock} from '../build-block.js';
import type {View} from '../view.js';
import {withoutColors} from '../without-colors.js';

/** A view for results that are one text, printed as it is. */
export function textMember(name: string, ...hidden: string[]): View {
	return result => {
		result.hide(...hidden);
		const text = result.text(name);
		return text === undefined ? [] : [outputBlock(withoutColors(text))];
	};
}
