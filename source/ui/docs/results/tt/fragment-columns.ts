import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Span} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {type Members, membersOf} from '../../../../views/members.js';
import {previewObject} from '../../../../views/object-text/preview-object.js';
import {readObject} from '../../../../views/object-text/read-object.js';
import type {DocOptions} from '../../doc.js';
import {msText} from '../../numbers.js';
import type {RecordColumn} from '../../rows/record-rows.js';
import {clockTime} from '../../times.js';

/** The columns of recorded calls. */
export function fragmentColumns({glyphs}: DocOptions): RecordColumn[] {
	const flag = (title: string, member: string): RecordColumn => ({
		title, cell: record => record.flag(member) ? span(member === 'throw' ? glyphs.failed : glyphs.ok, member === 'throw' ? 'bad' : undefined) : undefined,
	});
	return [
		{
			title: 'INDEX', align: 'right', min: 5, cell: record => record.text('index'),
		},
		{title: 'TIME', min: 12, cell: record => clockTime(record.text('timestamp') ?? '')},
		{
			title: 'COST ms', align: 'right', min: 8, cell: record => msText(record.number('cost') ?? Number.NaN), order: record => record.number('cost'),
		},
		flag('RET', 'return'),
		flag('EXC', 'throw'),
		{
			title: 'OBJECT', from: 120, min: 10, cell: record => record.text('object'),
		},
		{
			title: 'CLASS', from: 120, cut: 'middle', min: 8, cell: record => simpleName(record.text('className')),
		},
		{title: 'METHOD', min: 10, cell: record => record.text('methodName')},
		{
			title: 'params[0]', from: 120, min: 9, cell: firstParameter,
		},
		{title: 'RESULT', min: 10, cell: resultCell},
	];
}

export function fragmentKey(fragment: JsonObject, index: number): string {
	return membersOf(fragment).text('index') ?? `?${index}`;
}

function simpleName(className: string | undefined): string | undefined {
	return className?.slice(className.lastIndexOf('.') + 1);
}

const previewLength = 60;

function firstParameter(record: Members): string | undefined {
	const first = (record.objects('params') ?? [])[0];
	return first === undefined ? undefined : previewObject(readObject(first['object'] ?? null).root, previewLength);
}

/** Newer agents send both a result and an exception, one of them the text `null`; the flags say which one counts. */
function resultCell(record: Members): Span | undefined {
	const isThrow = record.flag('throw') ?? false;
	const value = isThrow ? record.json('throwExp') : record.json('returnObj');
	return value === undefined ? undefined : span(previewObject(readObject(value).root, previewLength), isThrow ? 'bad' : undefined);
}
