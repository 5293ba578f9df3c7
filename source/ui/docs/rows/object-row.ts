import type {Json} from '../../../core/protocol/result.js';
import type {ObjectLine} from '../../../views/object-text/object-lines.js';
import {objectPath} from '../../../views/object-text/object-path.js';
import {objectTreeRows, type ObjectTreeStyle} from '../../../views/object-text/object-tree-rows.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {valueAt} from './value-at.js';

/** What the rows of one object have in common. */
export type ObjectTree = {
	key: string;
	value: Json;
	expression: string | undefined;
	style: ObjectTreeStyle;
	options: DocOptions;
};

type ObjectRow = DocRow & {line: ObjectLine; tree: ObjectTree};

/**
One line of an object. Of ten thousand rows hardly any is ever in sight, so that each is drawn when somebody looks.
The getters are members of the row itself, because rows are copied with `...`, and shared by all rows, because making a
pair for each takes longer than to read the object.
*/
export function objectRow(line: ObjectLine, tree: ObjectTree, fold: DocRow['fold']): DocRow {
	const row = {
		key: tree.key + line.id,
		fold,
		parent: line.parent && tree.key + line.parent.id,
		line,
		tree,
	};
	Object.defineProperty(row, 'spans', drawn);
	Object.defineProperty(row, 'value', valued);
	Object.defineProperty(row, 'path', pathed);
	return row as ObjectRow;
}

type Getter<Name extends 'spans' | 'value' | 'path'> = {enumerable: true; get: (this: ObjectRow) => DocRow[Name]};

const drawn: Getter<'spans'> = {
	enumerable: true,
	get() {
		return fitRow(objectTreeRows([this.line], this.tree.style)[0] ?? [], this.tree.options);
	},
};

const valued: Getter<'value'> = {
	enumerable: true,
	get() {
		return valueAt(this.line, this.tree.value);
	},
};

const pathed: Getter<'path'> = {
	enumerable: true,
	get() {
		const {expression} = this.tree;
		return expression === undefined ? undefined : objectPath(this.line, expression);
	},
};
