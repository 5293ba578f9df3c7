import type {Json} from '../../core/protocol/result.js';
import {isInspectionTree, readInspectionTree} from './inspection-tree.js';
import {jsonObject} from './json-object.js';
import type {ObjectNode} from './object-node.js';
import {type ParsedObject, parseObjectText} from './parse-object-text.js';

/** An inspected object in whatever form the agent sent it. A string is taken for the text of Arthas, not for a Java string. */
export function readObject(value: Json): ParsedObject {
	if (typeof value === 'string') {
		return parseObjectText(value);
	}

	const root = isInspectionTree(value) ? readInspectionTree(value) : jsonObject(value);
	const problem = hasCut(root) ? 'the agent cut the object at its limits' : undefined;
	return {root, complete: problem === undefined, problem};
}

function hasCut(root: ObjectNode): boolean {
	const due = [root];
	for (let node = due.pop(); node !== undefined; node = due.pop()) {
		if (node.isCut) {
			return true;
		}

		for (const child of node.children) {
			due.push(child);
		}
	}

	return false;
}
