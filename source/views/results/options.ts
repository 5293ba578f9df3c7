import type {Block} from '../block.js';
import type {Members} from '../members.js';
import {recordTable} from '../record-table.js';

/** The options of Arthas itself, or the change of one. */
export function optionsView(result: Members): Block[] {
	const options = result.objects('options');
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
		...optionChangeView(result),
	];
}

/** The options of the JVM, or the change of one. */
export function vmoptionView(result: Members): Block[] {
	const options = result.objects('vmOptions');
	return [
		...(options === undefined
			? []
			: [recordTable(options, [
				{title: 'KEY', of: 'name', min: 20},
				{title: 'VALUE', of: 'value'},
				{title: 'ORIGIN', of: 'origin'},
				{title: 'WRITEABLE', of: 'writeable'},
			])]),
		...optionChangeView(result),
	];
}

/** What an option was and is now, where it was changed. */
export function optionChangeView(result: Members): Block[] {
	const change = result.object('changeResult');
	return change === undefined
		? []
		: [recordTable([change], [
			{title: 'NAME', of: 'name'},
			{title: 'BEFORE-VALUE', of: 'beforeValue'},
			{title: 'AFTER-VALUE', of: 'afterValue'},
		])];
}
