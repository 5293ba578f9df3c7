import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import type {Members} from '../members.js';
import {recordTable} from '../record-table.js';

/** The options of Arthas itself, or the change of one. */
export function optionsView(result: Members): Block[] {
	const options = result.objects('options');
	const change = result.object('changeResult');
	return [
		...(options === undefined
			? []
			: [recordTable(options, [
				{title: 'LEVEL', of: 'level', align: 'right'},
				{title: 'TYPE', of: 'type'},
				{title: 'NAME', of: 'name', min: 12},
				{title: 'VALUE', of: 'value'},
				{
					title: 'SUMMARY', of: 'summary', cut: 'wrap', min: 20,
				},
				{
					title: 'DESCRIPTION', of: 'description', cut: 'wrap', min: 30, optional: true,
				},
			])]),
		...(change === undefined ? [] : [changeTable(change)]),
	];
}

/** The options of the JVM, or the change of one. */
export function vmoptionView(result: Members): Block[] {
	const options = result.objects('vmOptions');
	const change = result.object('changeResult');
	return [
		...(options === undefined
			? []
			: [recordTable(options, [
				{title: 'KEY', of: 'name', min: 20},
				{title: 'VALUE', of: 'value'},
				{title: 'ORIGIN', of: 'origin'},
				{title: 'WRITEABLE', of: 'writeable'},
			])]),
		...(change === undefined ? [] : [changeTable(change)]),
	];
}

function changeTable(change: JsonObject): Block {
	return recordTable([change], [
		{title: 'NAME', of: 'name'},
		{title: 'BEFORE-VALUE', of: 'beforeValue'},
		{title: 'AFTER-VALUE', of: 'afterValue'},
	]);
}
