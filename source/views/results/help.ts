import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, Span} from '../block.js';
import {outputBlock, span, textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {recordTable} from '../record-table.js';
import {shapeBlocks} from '../shape-view.js';

/** All commands with a line about each, or everything about one. */
export function helpView(result: Members): Block[] {
	const commands = result.objects('commands');
	const detail = result.object('detailCommand');
	return [
		// In the list options and arguments are always empty.
		...(commands === undefined
			? []
			: [recordTable(commands, [
				{title: 'NAME', of: record => titled(record.text('name')), min: 12},
				{
					title: 'DESCRIPTION', of: 'summary', cut: 'wrap', min: 30,
				},
			], ['options', 'arguments'])]),
		...(detail === undefined ? [] : detailBlocks(detail)),
	];
}

function detailBlocks(detail: JsonObject): Block[] {
	const members = membersOf(detail);
	const texts: Array<[title: string, text: string | undefined]> = [
		['USAGE:', members.text('usage')],
		['SUMMARY:', members.text('summary')],
		['DESCRIPTION:', members.text('description')],
	];
	const options = members.objects('options') ?? [];
	const parameters = members.objects('arguments') ?? [];
	// The usage begins with the name.
	members.hide('name');
	return [
		...texts.flatMap(([title, text]) => text === undefined ? [] : [textBlock([span(title, 'title')]), outputBlock(text), textBlock('')]),
		...(options.length === 0 ? [] : [textBlock([span('OPTIONS:', 'title')]), optionTable(options), textBlock('')]),
		...(parameters.length === 0 ? [] : [textBlock([span('ARGUMENTS:', 'title')]), argumentTable(parameters)]),
		...shapeBlocks(members.rest()),
	];
}

function optionTable(options: readonly JsonObject[]): Block {
	return recordTable(options, [
		{title: 'OPTION', of: option => titled(optionText(option)), min: 16},
		{
			title: 'DESCRIPTION', of: 'description', cut: 'wrap', min: 30,
		},
	]);
}

function optionText(option: Members): string {
	const short = option.text('shortName');
	const long = option.text('longName');
	const names = [...(short === undefined ? [] : [`-${short}`]), ...(long === undefined ? [] : [`--${long}`])].join(', ');
	return option.flag('acceptValue') ? `${names} <value>` : names;
}

function argumentTable(parameters: readonly JsonObject[]): Block {
	return recordTable(parameters, [
		{title: 'ARGUMENT', of: argument => titled(argument.text('argName')), min: 16},
		{title: 'REQUIRED', of: 'required'},
		{title: 'REPEATS', of: 'multiValued'},
	]);
}

function titled(text: string | undefined): Span | undefined {
	return text === undefined ? undefined : span(text, 'key');
}
