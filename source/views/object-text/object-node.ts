export type ObjectKind =
	| 'null'
	| 'text'
	| 'number'
	| 'boolean'
	/** A date, an enum constant, or whatever else the `toString` of an object says about it. */
	| 'value'
	/** All members are children; `isCut` says that there were more. */
	| 'opened'
	/** Deeper than -x: only its size or its identity is known. */
	| 'closed'
	/** A throwable; its text has the stack trace unless it lies deeper than -x. */
	| 'exception'
	/** Another place of the same tree, which `text` names. Only JSON has it. */
	| 'reference'
	/** The agent tried and could not show it. */
	| 'failed'
	/** Text that fits no rule, as it came. */
	| 'unread';

/**
One value of an inspected object. All forms in which agents send objects become this: the text that
Arthas draws since 3.6.5, JSON, and the inspection tree of the channel-server branch (3.5.6).
*/
export type ObjectNode = {
	kind: ObjectKind;
	/** The class without its package, as Arthas writes it; anonymous classes have an empty one. */
	type: string | undefined;
	/** The field that holds the value. A member with neither field nor key is known by its position. */
	name: string | undefined;
	/** The key of the map that the value stands under. */
	key: ObjectNode | undefined;
	/** What the brackets of a value hold. In strings `\n` and `\r` are two characters, and nothing else is escaped. */
	text: string | undefined;
	/** Members of a collection, a map or an array, as far as known. */
	size: number | undefined;
	/** Something that belongs here was left out by the agent or got lost on the way. */
	isCut: boolean;
	children: readonly ObjectNode[];
	/** Offsets of the value, without its name or key, in the text that was read; -1 where it did not come from text. */
	start: number;
	end: number;
};

const noChildren: readonly ObjectNode[] = [];

/** All nodes are made here, with all members in one order: trees of 10,000 nodes are read several times faster so. */
export function objectNode(kind: ObjectKind, text?: string, start = -1, end = -1): ObjectNode {
	return {
		kind,
		type: undefined,
		name: undefined,
		key: undefined,
		text,
		size: undefined,
		isCut: false,
		children: noChildren,
		start,
		end,
	};
}
