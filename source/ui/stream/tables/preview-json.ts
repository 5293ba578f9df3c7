import type {Json} from '../../../core/protocol/result.js';
import {scalarText} from '../../../views/json-text.js';

/** JSON in one line of about `limit` characters: what is beyond is never looked at. */
export function previewJson(value: Json, limit: number): string {
	const scalar = scalarText(value);
	if (scalar !== undefined || value === null) {
		return (scalar ?? 'null').slice(0, limit + 1);
	}

	const isList = Array.isArray(value);
	const names = isList ? undefined : Object.keys(value);
	const members = isList ? value : Object.values(value) as Json[];
	let preview = isList ? '[' : '{';
	for (const [index, member] of members.entries()) {
		if (preview.length >= limit) {
			return `${preview}, …${isList ? ']' : '}'}`;
		}

		const separator = preview.length > 1 ? ', ' : '';
		preview += `${separator}${names ? `${names[index]?.slice(0, limit) ?? ''}: ` : ''}${previewJson(member, limit - preview.length)}`;
	}

	return `${preview}${isList ? ']' : '}'}`;
}
