import fc from 'fast-check';
import {type ObjectNode, objectNode} from '../../../source/views/object-text/object-node.js';

/** Objects as agents draw them, without the few texts that look exactly like the lines around them. */
export const anyObject = (): fc.Arbitrary<ObjectNode> => fc.letrec<{object: ObjectNode; key: ObjectNode; opened: ObjectNode}>(tie => ({
	object: fc.oneof({maxDepth: 4, depthSize: 'medium'}, leaf, tie('opened')),
	opened: fc.oneof(
		list(tie('object')),
		entries(tie('key'), tie('object')),
		fields(tie('object')),
	),
	key: fc.oneof({maxDepth: 2}, keyLeaf, tie('opened')),
})).object;

function node(kind: ObjectNode['kind'], more: Partial<ObjectNode>): ObjectNode {
	return {...objectNode(kind), ...more};
}

/** What Arthas makes of a string of a program. */
const escaped = (text: string) => text.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`);
const odd = fc.constantFrom(']', ',', '],', '[', '"', '\'', '=', ':', '\t', '你好', '😀', '\u001B', ' ', '@Integer[1]', 'null', 'x', 'isEmpty=');
const javaText = fc.oneof(fc.string({unit: 'binary'}), fc.array(odd).map(parts => parts.join(''))).map(text => escaped(text));

const string = javaText.map(text => node('text', {type: 'String', text}));
const keyString = javaText.filter(text => !text.includes(']:')).map(text => node('text', {type: 'String', text}));
const number = fc.record({type: fc.constantFrom('Integer', 'Long', 'Short', 'Byte'), value: fc.integer()}).map(({type, value}) => node('number', {type, text: String(value)}));
const double = fc.double().map(value => node('number', {type: 'Double', text: String(value)}));
const flag = fc.boolean().map(value => node('boolean', {type: 'Boolean', text: String(value)}));
const nothing = fc.constant(node('null', {}));
const className = fc.constantFrom('Item', 'Status', 'Order$Line', '', 'Main$$Lambda/0x0001', 'Étage', 'Date2');

const line = fc.constantFrom('', 'a', '{', '}', '  "b": [1],', 'x],', 'y]', '\ttab', 'name=@Integer[1],', 'c: d', '   ],', '[');
const words = fc.array(line, {minLength: 1, maxLength: 6}).map(lines => lines.join('\n')).filter(text => text !== '\n');
const value = fc.record({type: className, text: words}).map(({type, text}) => node('value', {type, text}));
const keyValue = fc.record({type: className, text: words}).filter(({text}) => !text.startsWith('\n') && text !== '').map(({type, text}) => node('value', {type, text}));
const identity = fc.record({type: className, hash: fc.nat()}).map(({type, hash}) => node('closed', {type, text: `demo.${type}@${hash.toString(16)}`}));
const listName = fc.constantFrom('ArrayList', 'HashSet', 'ArrayDeque', 'int[]', 'Object[][]');
const unopened = fc.record({type: fc.oneof(listName, fc.constantFrom('HashMap', 'Values')), size: fc.nat(1000)}).map(({type, size}) => node(size === 0 ? 'opened' : 'closed', {type, size}));
const trace = fc.record({message: fc.constantFrom('', ': no', ': two\nlines', ': [a],'), frames: fc.integer({min: 1, max: 3})})
	.map(({message, frames}) => node('exception', {type: 'IllegalStateException', text: `java.lang.IllegalStateException${message}${'\n\tat demo.Shop.price(Shop.java:46)'.repeat(frames)}`}));
const unopenedTrace = fc.constantFrom('no', 'two\nlines').map(message => node('exception', {type: 'IllegalStateException', text: `java.lang.IllegalStateException: ${message}`}));

const leaf = fc.oneof(nothing, string, number, double, flag, value, identity, unopened, trace, unopenedTrace);
const keyLeaf = fc.oneof(nothing, keyString, number, flag, keyValue, unopened);

function list(element: fc.Arbitrary<ObjectNode>) {
	return fc.record({type: listName, children: fc.array(element, {minLength: 1, maxLength: 5})})
		.map(({type, children}) => node('opened', {type, size: children.length, children}));
}

function entries(key: fc.Arbitrary<ObjectNode>, element: fc.Arbitrary<ObjectNode>) {
	const entry = fc.record({key, element}).map(({key, element}) => ({...element, key}));
	return fc.record({type: fc.constantFrom('HashMap', 'TreeMap', 'Properties'), children: fc.array(entry, {minLength: 1, maxLength: 5})})
		.map(({type, children}) => node('opened', {type, size: children.length, children}));
}

function fields(element: fc.Arbitrary<ObjectNode>) {
	const name = fc.constantFrom('count', 'this$0', '$jacocoData', 'größe', 'value-1', 'serialVersionUID');
	const field = fc.record({name, element}).map(({name, element}) => ({...element, name}));
	return fc.record({type: fc.constantFrom('Shop', 'Order$Line', ''), children: fc.array(field, {maxLength: 5})})
		.map(({type, children}) => node('opened', {type, children}));
}
