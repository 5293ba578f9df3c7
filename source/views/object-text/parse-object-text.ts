import {isArthasError} from '../../core/error.js';
import {parseJson} from '../../core/protocol/json.js';
import {jsonObject} from './json-object.js';
import {type ObjectNode, objectNode} from './object-node.js';
import {readDrawing} from './read-drawing.js';
import {exceptionType, isStackTrace} from './stack-trace.js';

export type ParsedObject = {
	root: ObjectNode;
	/** Whether every part of the object was sent, understood and is in the tree. */
	complete: boolean;
	/** The first thing that is wrong, with its offset; undefined where the object is complete. */
	problem: string | undefined;
};

/**
Reads the text in which Arthas draws an object since 3.6.5, or the JSON that it sends in its place while
the option `json-format` is on. Any text gives a tree and none throws: what can't be read stays in the
tree as it came, in order.

The text is not escaped and so can't be read with certainty: a `toString` that imitates the lines
around it is taken for them.
*/
export function parseObjectText(text: string): ParsedObject {
	if (text.startsWith('@')) {
		const {root, problem} = readDrawing(text);
		return {root, complete: problem === undefined, problem};
	}

	if (text === 'null') {
		return parsed(objectNode('null', undefined, 0, 4));
	}

	if (isStackTrace(text)) {
		const root = objectNode('exception', text.trimEnd(), 0, text.length);
		root.type = exceptionType(text);
		return parsed(root);
	}

	return refused(text) ?? readJson(text);
}

function parsed(root: ObjectNode, problem?: string): ParsedObject {
	return {root, complete: problem === undefined, problem};
}

/** Texts that stand in place of an object. */
function refused(text: string): ParsedObject | undefined {
	if (/^com\.taobao\.arthas\.core\.command\.model\.ObjectVO@[\da-f]+$/u.test(text)) {
		return parsed(objectNode('closed', text, 0, text.length), 'the command opened no level (expand was 0), so that the agent sent no object; -x 1 opens one');
	}

	return text.startsWith('ERROR DATA!!!')
		? parsed(objectNode('failed', text, 0, text.length), 'the agent could not draw the object')
		: undefined;
}

function readJson(text: string): ParsedObject {
	if (!/^(?:[[{"\d]|-\d|true$|false$)/u.test(text)) {
		return parsed(objectNode('unread', text, 0, text.length), 'there is no object text at offset 0');
	}

	try {
		return parsed(jsonObject(parseJson(text)));
	} catch (error) {
		return parsed(objectNode('unread', text, 0, text.length), isArthasError(error) ? error.message : String(error));
	}
}
