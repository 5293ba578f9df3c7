import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem} from '../block.js';
import {lineOf, listItem, textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {namedObjects} from '../object-value.js';
import {shapeBlocks} from '../shape-view.js';
import {classChain} from './class-chain.js';

/** A class as `sc -d` prints it. */
export function classDetail(detail: JsonObject): Block[] {
	const members = membersOf(detail);
	const fields = members.objects('fields') ?? [];
	const items = [
		...textItems(members, {classInfo: 'class-info', codeSource: 'code-source', name: 'name'}),
		...textItems(members, kinds),
		...textItems(members, {simpleName: 'simple-name', modifier: 'modifier'}),
		...listItems(members, {annotations: 'annotation', interfaces: 'interfaces'}),
		...chainItem('super-class', members.texts('superClass')),
		...chainItem('class-loader', members.texts('classloader')),
		...textItems(members, {classLoaderHash: 'classLoaderHash'}),
	];
	return [
		...(items.length === 0 ? [] : [{kind: 'list' as const, items}]),
		...fields.flatMap(field => fieldBlocks(field)),
		...shapeBlocks(members.rest()),
	];
}

/** A method as `sm -d` prints it. */
export function methodDetail(detail: JsonObject): Block[] {
	const members = membersOf(detail);
	const nameKey = members.flag('constructor') ? 'constructor-name' : 'method-name';
	const items = [
		...textItems(members, {
			declaringClass: 'declaring-class', methodName: nameKey, descriptor: 'descriptor', modifier: 'modifier',
		}),
		...listItems(members, {annotations: 'annotation'}),
		...linesItem('parameters', members.texts('parameters')),
		...textItems(members, {returnType: 'return'}),
		...linesItem('exceptions', members.texts('exceptions')),
		...textItems(members, {classLoaderHash: 'classLoaderHash'}),
	];
	return [{kind: 'list', items}, ...shapeBlocks(members.rest())];
}

const kinds = {
	interface: 'isInterface',
	annotation: 'isAnnotation',
	enum: 'isEnum',
	anonymousClass: 'isAnonymousClass',
	array: 'isArray',
	localClass: 'isLocalClass',
	memberClass: 'isMemberClass',
	primitive: 'isPrimitive',
	synthetic: 'isSynthetic',
};

function fieldBlocks(field: JsonObject): Block[] {
	const members = membersOf(field);
	const items = [
		...textItems(members, {name: 'field', type: 'type', modifier: 'modifier'}),
		...listItems(members, {annotations: 'annotation'}),
	];
	const value = members.json('value');
	// The modifier says it as well.
	members.hide('static');
	return [textBlock(''), ...namedObjects(value === undefined ? [] : [['value', value]], items), ...shapeBlocks(members.rest())];
}

function textItems(members: Members, names: Record<string, string>): ListItem[] {
	return Object.entries(names).flatMap(([member, name]) => {
		const text = members.text(member);
		return text === undefined ? [] : [listItem(name, text)];
	});
}

function listItems(members: Members, names: Record<string, string>): ListItem[] {
	return Object.entries(names).flatMap(([member, name]) => {
		const texts = members.texts(member);
		return texts === undefined ? [] : [listItem(name, texts.join(','))];
	});
}

function linesItem(name: string, texts: string[] | undefined): ListItem[] {
	return texts === undefined ? [] : [listItem(name, texts.map(text => lineOf(text)))];
}

function chainItem(name: string, texts: string[] | undefined): ListItem[] {
	return texts === undefined ? [] : [listItem(name, classChain(texts))];
}
