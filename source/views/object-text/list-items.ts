/** What `watch` shows when it is given no expression. */
export const defaultWatch = '{params,target,returnObj}';

/**
The items of an OGNL list: `{params, returnObj}` gives `params` and `returnObj`, in the order in which
Arthas draws them. Undefined for any other expression.
*/
export function listItems(expression: string): string[] | undefined {
	const text = expression.trim();
	if (!text.startsWith('{')) {
		return undefined;
	}

	const items: string[] = [];
	let depth = 0;
	let start = 1;
	for (const {0: token, index} of text.matchAll(tokens)) {
		if (opening.has(token)) {
			depth++;
		} else if (closing.has(token)) {
			depth--;
		}

		if (depth === 0 || (depth === 1 && token === ',')) {
			items.push(text.slice(start, index).trim());
			start = index + 1;
		}

		if (depth === 0) {
			// What follows the list would make it a part of something else.
			return token === '}' && start === text.length && items.every(item => item !== '') ? items : undefined;
		}
	}

	return undefined;
}

/** Brackets and commas, and quoted texts as a whole, so that what is in them doesn't count. */
const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()[\]{},]/gsu;
const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);
