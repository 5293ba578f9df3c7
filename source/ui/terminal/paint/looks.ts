import type {ColorDepth} from '../colors/color-depth.js';
import {
	applySgr, attributesSgr, plainAttributes, showsOnBlank, type Attributes,
} from './attributes.js';

/** The number of the look that an empty cell has. */
export const plainLook = 0;

/** Attributes as small numbers, so that cells are compared quickly. */
export type Looks = {
	/** The number of what an SGR sequence makes of a look. */
	apply(look: number, parameters: string): number;
	/** The parameters that make a look from plain; none for plain itself. */
	sgr(look: number): string;
	/** The look of a blank: plain, unless the blank is seen. */
	ofBlank(look: number): number;
	/** How many there are. They are never forgotten: whoever paints begins anew when there are too many. */
	size(): number;
};

export function createLooks(depth: ColorDepth): Looks {
	const all: Array<{attributes: Attributes; sgr: string; isSeen: boolean; applied: Map<string, number>}> = [];
	const numbers = new Map<string, number>();

	const numberOf = (attributes: Attributes): number => {
		const sgr = attributesSgr(attributes);
		let number = numbers.get(sgr);
		if (number === undefined) {
			number = all.length;
			numbers.set(sgr, number);
			all.push({
				attributes, sgr, isSeen: showsOnBlank(attributes), applied: new Map(),
			});
		}

		return number;
	};

	numberOf(plainAttributes);
	return {
		apply(look, parameters) {
			const {attributes, applied} = all[look] ?? {attributes: plainAttributes, applied: new Map<string, number>()};
			let number = applied.get(parameters);
			if (number === undefined) {
				number = numberOf(applySgr(attributes, parameters, depth));
				applied.set(parameters, number);
			}

			return number;
		},
		sgr: look => all[look]?.sgr ?? '',
		ofBlank: look => all[look]?.isSeen ? look : plainLook,
		size: () => all.length,
	};
}
