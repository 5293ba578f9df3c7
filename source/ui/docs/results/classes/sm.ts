import {listItem, span} from '../../../../views/build-block.js';
import {type Members, membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {deeper} from '../../deeper.js';
import type {DocOptions, DocRow} from '../../doc.js';
import type {DocKind} from '../../kind.js';
import {blockRows} from '../../rows/block-rows.js';
import {listRows} from '../../rows/list-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {filled, textItem} from './detail.js';

/** One method of a class, on a line or in detail. */
export const smDoc: DocKind = (members, options) => {
	const method = members.object('methodInfo');
	members.hide('detail');
	return method === undefined ? [] : methodRows(membersOf(method), options);
};

function methodRows(members: Members, options: DocOptions): DocRow[] {
	const isConstructor = members.flag('constructor') ?? false;
	const parameters = members.texts('parameters');
	const exceptions = filled(members.texts('exceptions'));
	const owner = members.text('declaringClass') ?? '?';
	const name = members.text('methodName') ?? '?';
	const descriptor = members.text('descriptor') ?? '';
	const modifier = members.text('modifier');
	if (modifier === undefined && parameters === undefined) {
		const rows = textRows([[span(`${owner} `), span(name, 'title'), span(descriptor, 'dim')]], 'm', options);
		return [...rows.map(row => ({...row, deeper: deeper('sm -d', owner, name)})), ...blockRows(shapeBlocks(members.rest()), 'rest', options)];
	}

	const result = members.text('returnType');
	const declaration = [
		...filled([modifier?.replaceAll(',', ' ')]),
		...(result === undefined ? [] : [result]),
		`${isConstructor ? simpleName(owner) : name}(${(parameters ?? []).join(', ')})`,
		...(exceptions.length === 0 ? [] : ['throws', exceptions.join(', ')]),
	].join(' ');
	const items = [
		listItem('method', [[span(declaration, 'title')]]),
		...textItem('class', owner),
		...(isConstructor ? textItem('name', name) : []),
		...textItem('descriptor', descriptor),
		...textItem('annotations', filled(members.texts('annotations')).join(', ')),
		...textItem('loader', members.text('classLoaderHash')),
	];
	return [...listRows({kind: 'list', items}, 'm', options), ...blockRows(shapeBlocks(members.rest()), 'rest', options)];
}

function simpleName(className: string): string {
	return className.slice(className.lastIndexOf('.') + 1);
}
