import type {Json, JsonObject, Result} from '../../../../core/protocol/result.js';
import type {Line, ListItem} from '../../../../views/block.js';
import {lineOf, listItem, span} from '../../../../views/build-block.js';
import {membersOf} from '../../../../views/members.js';
import {parseObjectText} from '../../../../views/object-text/parse-object-text.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import {deeper} from '../../deeper.js';
import type {DocOptions, DocRow} from '../../doc.js';
import type {DocKind} from '../../kind.js';
import {blockRows} from '../../rows/block-rows.js';
import {lineRow} from '../../rows/line-row.js';
import {listRows} from '../../rows/list-rows.js';
import {objectRows} from '../../rows/object-rows.js';
import {textRows} from '../../rows/text-rows.js';

/** Names of classes, one on a line, or one class in detail. */
export const scDoc: DocKind = (members, options, result) => {
	const names = members.texts('classNames');
	const detail = members.object('classInfo');
	members.hide('segment', 'detailed', 'withField');
	return [
		...(names === undefined ? [] : textRows(names.map(name => [{text: name}]), 'n', options).map(row => ({...row, deeper: deeper('sc -d', row.value)}))),
		...(detail === undefined ? [] : classRows(detail, 'c', options, result)),
	];
};

/** What a class is; what it is not stands in one line. */
export function classRows(detail: JsonObject, key: string, options: DocOptions, owner: Result): DocRow[] {
	const members = membersOf(detail);
	const supers = members.texts('superClass') ?? [];
	const interfaces = filled(members.texts('interfaces'));
	const loaders = members.texts('classloader') ?? [];
	const info = members.text('classInfo');
	const name = members.text('name') ?? info;
	const kinds = kindNames.filter(kind => members.flag(kind) ?? false);
	const others = kindNames.filter(kind => detail[kind] === false);
	const declaration = [
		...filled([members.text('modifier')?.replaceAll(',', ' ')]),
		kinds.find(kind => ['interface', 'annotation', 'enum'].includes(kind)) ?? 'class',
		name ?? '?',
		...(supers[0] === undefined ? [] : ['extends', supers[0]]),
		...(interfaces.length === 0 ? [] : ['implements', interfaces.join(', ')]),
	].join(' ');
	const hash = members.text('classLoaderHash');
	const items: ListItem[] = [
		listItem('class', [[span(declaration, 'title')]]),
		...(info === undefined || info === name ? [] : [listItem('info', info)]),
		...textItem('simple name', simpleUnlessPlain(members.text('simpleName'), name)),
		...textItem('source', members.text('codeSource')),
		...textItem('annotations', filled(members.texts('annotations')).join(', ')),
		...(supers.length > 1 ? [listItem('supers', chainLines(supers, options))] : []),
		...(loaders.length > 0 ? [listItem('loader', chainLines(loaders, options))] : textItem('loader', hash === 'null' ? 'BootstrapClassLoader' : undefined)),
		...(loaders.some(loader => loader.endsWith(`@${hash ?? ''}`)) || hash === 'null' ? [] : textItem('hash', hash)),
		...(kinds.length === 0 ? [] : [listItem('is', kinds.join(', '))]),
		...(others.length === 0 ? [] : [listItem('not', [[span(others.map(kind => shortKind(kind)).join(', '), 'dim')]])]),
	];
	const fields = members.objects('fields');
	return [
		...listRows({kind: 'list', items}, key, options),
		...(fields === undefined ? [] : fieldRows(fields, `${key}f`, options, owner)),
		...blockRows(shapeBlocks(members.rest()), `${key}-rest`, options),
	];
}

const kindNames = ['interface', 'annotation', 'enum', 'array', 'memberClass', 'localClass', 'anonymousClass', 'synthetic', 'primitive'];

function shortKind(kind: string): string {
	return kind.replace(/Class$/u, '');
}

/** Texts that say something. */
export function filled(given: ReadonlyArray<string | undefined> | undefined): string[] {
	return (given ?? []).filter(text => text !== undefined).filter(text => text !== '');
}

export function textItem(key: string, text: string | undefined): ListItem[] {
	return text === undefined || text === '' ? [] : [listItem(key, text)];
}

/** The end of a name needs no line of its own. */
function simpleUnlessPlain(simple: string | undefined, name: string | undefined): string | undefined {
	return simple !== undefined && name?.endsWith(simple) ? undefined : simple;
}

/** Each a step further in than what it comes from. */
export function chainLines(names: readonly string[], {glyphs}: DocOptions): Line[] {
	return names.map((name, depth) => lineOf(...(depth === 0 ? [] : [span(`${' '.repeat((depth - 1) * 3)}${glyphs.corner}`, 'dim')]), name));
}

/** Without `-x` Arthas 4.1.5 sends the name of its own class in place of a value. */
function isUnsent(value: Json | undefined): boolean {
	return typeof value === 'string' && parseObjectText(value).root.kind === 'closed';
}

/** Fields as they are declared; static ones have their value below. */
function fieldRows(fields: readonly JsonObject[], key: string, options: DocOptions, owner: Result): DocRow[] {
	const title = fields.some(({value}) => isUnsent(value)) ? texts.docs.fieldsUnsent : texts.docs.fields;
	return [
		lineRow(key, [span(options.say(title, {count: fields.length}), 'header')], options, {isQuiet: true}),
		...fields.flatMap((field, index) => {
			const members = membersOf(field);
			const own = `${key}${index}`;
			const value = members.json('value');
			members.hide('static');
			const annotations = filled(members.texts('annotations'));
			const words = [...annotations, ...filled([members.text('modifier')?.replaceAll(',', ' '), members.text('type')])];
			const line: Line = [span(`${words.join(' ')} `, 'dim'), span(members.text('name') ?? '?', 'title')];
			return [
				...textRows([line], own, options),
				...(value === undefined || isUnsent(value)
					? []
					: objectRows(value, {
						owner, key: `${own}v`, label: '  =', labelWidth: 3, openDepth: 1,
					}, options)),
				...blockRows(shapeBlocks(members.rest()), `${own}-rest`, options),
			];
		}),
	];
}
