import {ExactNumber} from './exact-number.js';

type Open = {value: object; members: Array<[key: string | undefined, value: unknown]>; next: number; close: string};

/**
Prints a tree as JSON with the digits of its ExactNumbers and bigints, in the layout of
`JSON.stringify`. Nesting costs no stack; members that are undefined are dropped.
*/
export function writeExactJson(root: unknown, gap = ''): string {
	const open: Open[] = [];
	const ancestors = new Set<object>();
	let text = start(root, open, ancestors);
	for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
		const member = top.members[top.next++];
		if (member === undefined) {
			open.pop();
			ancestors.delete(top.value);
			text += (top.next > 1 ? lineBreak(gap, open.length) : '') + top.close;
			continue;
		}

		const [key, value] = member;
		text += (top.next > 1 ? ',' : '') + lineBreak(gap, open.length);
		text += key === undefined ? '' : `${JSON.stringify(key)}:${gap === '' ? '' : ' '}`;
		text += start(value, open, ancestors);
	}

	return text;
}

function lineBreak(gap: string, depth: number): string {
	return gap === '' ? '' : `\n${gap.repeat(depth)}`;
}

/** The text of a scalar, or the opening bracket of a container whose members are then due. */
function start(value: unknown, open: Open[], ancestors: Set<object>): string {
	if (typeof value === 'bigint' || value instanceof ExactNumber) {
		return String(value);
	}

	if (typeof value !== 'object' || value === null) {
		// Functions and undefined have no JSON; inside an array they are null, as JSON.stringify has it.
		return (JSON.stringify(value)) ?? 'null';
	}

	if (ancestors.has(value)) {
		throw new TypeError('A value that holds itself has no JSON');
	}

	ancestors.add(value);
	const isArray = Array.isArray(value);
	const members: Open['members'] = isArray
		? value.map((item: unknown) => [undefined, item])
		: Object.entries(value).filter(([, item]) => item !== undefined);
	const close = isArray ? ']' : '}';
	open.push({
		value, members, next: 0, close,
	});
	return isArray ? '[' : '{';
}
