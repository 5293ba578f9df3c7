import type {Json, JsonObject, Result} from '../../../../core/protocol/result.js';
import type {Line} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {isJsonObject} from '../../../../views/json-text.js';
import {type Members, membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {msText} from '../../numbers.js';
import {blockRows} from '../../rows/block-rows.js';
import {objectRows} from '../../rows/object-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {clockTime} from '../../times.js';

export type FragmentDoc = {owner: Result; key: string; replay?: string | undefined};

/** One recorded call, or the replay of one, with its parameters and what came of it. */
export function fragmentRows(fragment: JsonObject, {owner, key, replay}: FragmentDoc, options: DocOptions): DocRow[] {
	const members = membersOf(fragment);
	const head = headLine(members, replay, options);
	const objects = objectsOf(members);
	const labelWidth = Math.max(0, ...objects.map(([name]) => name.length));
	return [
		...textRows([head], key, options),
		...objects.flatMap(([name, value]) => objectRows(value, {
			owner, key: `${key}.${name}`, label: name, labelWidth, expression: name,
		}, options)),
		...blockRows(shapeBlocks(members.rest()), `${key}-rest`, options),
	];
}

function headLine(members: Members, replay: string | undefined, {say}: DocOptions): Line {
	const index = members.text('index');
	const at = members.text('timestamp');
	const cost = members.number('cost');
	const isThrow = members.flag('throw') ?? false;
	const isReturn = members.flag('return') ?? false;
	const object = members.text('object');
	const method = [members.text('className'), members.text('methodName')].filter(part => part !== undefined).join('.');
	return [
		span(replay === undefined ? `#${index ?? '?'}  ` : `${say(texts.docs.replay, {count: replay})} #${index ?? '?'}  `),
		...(at === undefined ? [] : [span(`${clockTime(at)}  `)]),
		...(isThrow ? [span(`${say(texts.docs.throws)}  `, 'bad')] : []),
		...(isReturn ? [span(`${say(texts.docs.exit)}  `, 'dim')] : []),
		...(cost === undefined ? [] : [span(`${msText(cost)} ms  `)]),
		span(method, 'title'),
		...(object === undefined ? [] : [span(`  ${object}`, 'dim')]),
	];
}

/** Newer agents send both a result and an exception, one of them the text `null`; the flags say which one counts. */
function objectsOf(members: Members): Array<[name: string, value: Json]> {
	const parameters = (members.objects('params') ?? []).map((parameter, index): [string, Json] => [`params[${index}]`, parameterValue(parameter)]);
	const returned = members.json('returnObj');
	const thrown = members.json('throwExp');
	return [
		...parameters,
		...(returned === undefined || members.flag('return') === false ? [] : [['returnObj', returned] satisfies [string, Json]]),
		...(thrown === undefined || members.flag('throw') === false ? [] : [['throwExp', thrown] satisfies [string, Json]]),
	];
}

/** `expand` is how deep the parameter was to be drawn; a parameter that is null has no `object`. */
function parameterValue(parameter: JsonObject): Json {
	const isUsual = Object.keys(parameter).every(name => name === 'expand' || name === 'object') && !isJsonObject(parameter['expand']);
	return isUsual ? parameter['object'] ?? null : parameter;
}
