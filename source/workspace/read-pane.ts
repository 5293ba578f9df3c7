import type {JsonObject} from '../core/protocol/result.js';
import {createList, type ListState} from './list-state.js';
import {layoutError} from './layout-error.js';
import {isPaneKind, type PaneState} from './pane-state.js';
import {readStream} from './stream.js';

/** A saved pane; a member of the wrong type is as if it were not there. */
export function readPane({kind, title, target, command, stream, list, data}: JsonObject, where: string): PaneState {
	if (!isPaneKind(kind)) {
		throw layoutError(`a pane of ${where} has the unknown kind ${JSON.stringify(kind)}`);
	}

	return {
		kind,
		title: typeof title === 'string' ? title : kind,
		...(typeof target === 'string' && {target}),
		...(typeof command === 'string' && {command}),
		...(isObject(stream) && {stream: readStream(stream)}),
		...(isObject(list) && {list: readList(list)}),
		...(isObject(data) && {data}),
	};
}

function readList({sort, filter, group, folded}: JsonObject): ListState {
	return createList({
		...(isObject(sort) && typeof sort['column'] === 'string' && {sort: {column: sort['column'], direction: sort['direction'] === 'down' ? 'down' as const : 'up' as const}}),
		...(typeof filter === 'string' && {filter}),
		...(typeof group === 'string' && {group}),
		...(Array.isArray(folded) && {folded: new Set(folded.filter(name => typeof name === 'string'))}),
	});
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
