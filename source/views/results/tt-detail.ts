import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem} from '../block.js';
import {listItem} from '../build-block.js';
import {isJsonObject} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {namedObjects} from '../object-value.js';
import {shapeBlocks} from '../shape-view.js';

/** One recorded call, or the replay of one, with its parameters and what came of it. */
export function fragmentDetail(fragment: JsonObject, replay?: string): Block[] {
	const members = membersOf(fragment);
	const names: Array<[name: string, member: string]> = [
		[replay === undefined ? 'INDEX' : 'RE-INDEX', 'index'],
		[replay === undefined ? 'GMT-CREATE' : 'GMT-REPLAY', 'timestamp'],
		['COST(ms)', 'cost'],
		['OBJECT', 'object'],
		['CLASS', 'className'],
		['METHOD', 'methodName'],
		['IS-RETURN', 'return'],
		['IS-EXCEPTION', 'throw'],
	];
	const items = names.flatMap(([name, member]): ListItem[] => {
		const text = members.text(member);
		return text === undefined ? [] : [listItem(name, text)];
	});
	return [...namedObjects(objectsOf(members), items), ...shapeBlocks(members.rest())];
}

function objectsOf(members: Members): Array<[name: string, value: Json]> {
	const parameters = (members.objects('params') ?? []).map((parameter, index): [string, Json] => [`PARAMETERS[${index}]`, parameterValue(parameter)]);
	const returned = members.json('returnObj');
	const thrown = members.json('throwExp');
	// Newer agents send both, one of them the text `null`; the flags say which one counts.
	return [
		...parameters,
		...(returned !== undefined && members.flag('return') !== false ? [['RETURN-OBJ', returned] satisfies [string, Json]] : []),
		...(thrown !== undefined && members.flag('throw') !== false ? [['THROW-EXCEPTION', thrown] satisfies [string, Json]] : []),
	];
}

/** `expand` is how deep the parameter was to be drawn; a parameter that is null has no `object`. */
function parameterValue(parameter: JsonObject): Json {
	const names = Object.keys(parameter);
	return names.every(name => name === 'expand' || name === 'object') && !isJsonObject(parameter['expand'])
		? parameter['object'] ?? null
		: parameter;
}
