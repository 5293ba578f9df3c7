import {listItems} from './list-items.js';
import type {ObjectNode} from './object-node.js';

/** A node and how to get to it. `index` is its position among the children of the node around it, -1 where it is none of them. */
export type Place = {node: ObjectNode; index: number; parent: Place | undefined};

/**
The OGNL expression for a place in the object that an expression gave: `params[0].status`,
`returnObj["A-100"]`. It may stand in a condition or a further `watch`; single quotes occur in it only
where the expression had some.

@param expression What the command evaluated: `{params,returnObj}`, or `@demo.Shop@STOCK` for a static field.
*/
export function objectPath(place: Place, expression: string): string {
	const steps: string[] = [];
	let next = place;
	while (next.parent !== undefined) {
		const {node, index, parent} = next;
		const item = parent.parent === undefined && node.name === undefined && node.key === undefined ? listItems(expression)?.[index] : undefined;
		if (item !== undefined) {
			return steps.length === 0 ? item : `${operand(item)}${steps.reverse().join('')}`;
		}

		if (node === parent.node.key && parent.parent !== undefined) {
			steps.push(`.keySet().toArray()[${parent.index}]`);
			next = parent.parent;
		} else {
			// A line of a text is no member; its path is that of the whole text.
			steps.push(...(index === -1 ? [] : [stepTo(node, index, parent.node.type)]));
			next = parent;
		}
	}

	return steps.length === 0 ? expression.trim() : `${operand(expression)}${steps.reverse().join('')}`;
}

/** An expression to which steps can be added. */
function operand(expression: string): string {
	const text = expression.trim();
	return /^[#@\w$](?:[\w$.@#]|\[[^[\]]*\]|\([^()]*\))*$/u.test(text) ? text : `(${text})`;
}

function stepTo({name, key}: ObjectNode, index: number, ownerType: string | undefined): string {
	if (name !== undefined) {
		return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${quoted(name)}]`;
	}

	if (key !== undefined) {
		return keyStep(key, index);
	}

	// OGNL can take the elements of lists and arrays only by their position.
	return ownerType === undefined || /List|Vector|Stack|\[\]$/u.test(ownerType) ? `[${index}]` : `.toArray()[${index}]`;
}

/** Keys of other classes can't be written in OGNL, but what they say about themselves can be compared. */
function keyStep(key: ObjectNode, index: number): string {
	if (key.kind === 'null') {
		return '[null]';
	}

	const text = key.text ?? '';
	const literal = literals.get(key.type ?? '')?.(text);
	if (literal !== undefined) {
		return `[${literal}]`;
	}

	const isSaid = key.text !== undefined && !key.isCut && !text.includes('\n') && key.type !== 'Date' && key.type !== 'Character';
	return isSaid ? `.entrySet().{^ ""+key==${quoted(text)}}[0].value` : `.values().toArray()[${index}]`;
}

const literals = new Map<string, (text: string) => string | undefined>([
	['String', quoted],
	['Integer', text => text],
	['Boolean', text => text],
	['Long', text => `${text}L`],
	['Double', text => finite(text, 'd')],
	['Float', text => finite(text, 'f')],
	// A literal in single quotes would end the quotes around the whole expression. Arthas writes control characters by name.
	['Character', text => text.length === 1 ? `${quoted(text)}.charAt(0)` : undefined],
]);

function finite(text: string, suffix: string): string | undefined {
	return /\d$/u.test(text) ? `${text}${suffix}` : undefined;
}

/** Newlines come escaped already; any other backslash stands for itself. */
function quoted(text: string): string {
	const escaped = text.replaceAll(/\\(?![nr])/gu, String.raw`\\`).replaceAll('"', String.raw`\"`);
	return `"${escaped.replaceAll(/['\p{Cc}]/gu, character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)}"`;
}
