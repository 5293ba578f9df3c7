import type {ObjectKind, ObjectNode} from './object-node.js';

/** Gives a node what the brackets after its type say: a value, or the size of a collection that is not opened. */
export function describeValue(node: ObjectNode, text: string): void {
	const size = text.startsWith('isEmpty=') ? /^isEmpty=(?:true|false);size=(\d+)$/u.exec(text)?.[1] : undefined;
	if (size === undefined) {
		node.kind = scalarKind(node.type ?? '', text);
		node.text = text;
	} else {
		node.size = Number(size);
		// An empty one is all there, however deep it lies.
		node.kind = node.size === 0 ? 'opened' : 'closed';
	}
}

/** Whether values of a type never hold a newline. */
export function isSingleLine(type: string): boolean {
	return singleLine.has(type);
}

const singleLine = new Set(['String', 'Character', 'Integer', 'Long', 'Float', 'Double', 'Short', 'Byte', 'Boolean', 'Date', 'Timestamp']);

/** What a value is, from the type and the text that Arthas writes: `@Integer[7]`, `@Random[java.util.Random@51c5a2a8]`. */
export function scalarKind(type: string, text: string): ObjectKind {
	const kind = kinds.get(type);
	if (kind !== undefined) {
		return kind;
	}

	if (type.endsWith('Exception') || type.endsWith('Error')) {
		return 'exception';
	}

	return isIdentity(type, text) ? 'closed' : 'value';
}

const kinds = new Map<string, ObjectKind>([
	...['Integer', 'Long', 'Float', 'Double', 'Short', 'Byte', 'BigDecimal', 'BigInteger', 'AtomicInteger', 'AtomicLong'].map((type): [string, ObjectKind] => [type, 'number']),
	...['String', 'Character', 'StringBuilder', 'StringBuffer'].map((type): [string, ObjectKind] => [type, 'text']),
	...['Boolean', 'AtomicBoolean'].map((type): [string, ObjectKind] => [type, 'boolean']),
]);

/** The `toString` of an object that has none of its own is its class and a hash, and says nothing about what it holds. */
function isIdentity(type: string, text: string): boolean {
	const at = text.lastIndexOf('@');
	return at > 0 && text.length - at <= 9 && text.slice(0, at).endsWith(type) && /^[\da-f]+$/u.test(text.slice(at + 1));
}
