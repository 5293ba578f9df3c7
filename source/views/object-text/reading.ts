import type {ObjectNode} from './object-node.js';

/** What the members of an opened object are. Arthas does not say; the first member does. */
export type Form = 'fields' | 'entries' | 'items';

/** An opened object whose end was not read yet. */
export type Frame = {node: ObjectNode; children: ObjectNode[]; form: Form | undefined};

export type Reading = {
	readonly text: string;
	/** Where the drawing ends; after it comes at most a notice of the agent. */
	readonly end: number;
	/** Where the next line begins. */
	at: number;
	/** The outermost one first. Members of frame n are indented by 4·n blanks. */
	readonly frames: Frame[];
	/** Types that were read before, see `typeBetween`. */
	readonly types: string[];
	root: ObjectNode;
	/** The first thing that is wrong with the text. */
	problem: string | undefined;
};

/** The offset of the newline that ends the line, or of the end of the drawing. */
export function lineEnd({text, end}: Reading, at: number): number {
	const newline = text.indexOf('\n', at);
	return newline === -1 || newline > end ? end : newline;
}

/**
The type that stands between two offsets. Types repeat: one string for equal ones saves a third of the
time, most of which goes into memory and into looking up what kind of value a type has.
*/
export function typeBetween({text, types}: Reading, from: number, to: number): string {
	if (text.length < leastShared) {
		return text.slice(from, to);
	}

	const slot = (((to - from) * 7) + (text.codePointAt(from) ?? 0)) & 127;
	const known = types[slot];
	if (known?.length === to - from && text.startsWith(known, from)) {
		return known;
	}

	const type = text.slice(from, to);
	types[slot] = type;
	return type;
}

/** In a shorter text few types come twice, and the table costs more than it saves. */
const leastShared = 4096;

/** Puts a node under the innermost object that is open. */
export function addNode(reading: Reading, node: ObjectNode): void {
	const frame = reading.frames.at(-1);
	if (frame === undefined) {
		reading.root = node;
	} else {
		frame.children.push(node);
	}
}

/** Says that members of the innermost open object are missing. */
export function markCut({frames}: Reading): void {
	const frame = frames.at(-1);
	if (frame !== undefined) {
		frame.node.isCut = true;
	}
}

export function complain(reading: Reading, what: string, offset: number): void {
	reading.problem ??= `${what} at offset ${offset}`;
}
