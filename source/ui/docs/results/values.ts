import {expressionOf} from '../expression-of.js';
import type {DocKind} from '../kind.js';
import {objectRows} from '../rows/object-rows.js';

/** Results that are one inspected object: `ognl`, `vmtool`. */
export const valueDoc: DocKind = (members, options, result) => {
	const value = members.json('value');
	members.hide('expand', 'sizeLimit');
	return value === undefined ? [] : objectRows(value, {owner: result, key: 'v', expression: expressionOf(options.command)}, options);
};

/** One static field. Arthas of the channel-server branch (3.5.6) calls its value `fieldValue`. */
export const getstaticDoc: DocKind = (members, options, result) => {
	const value = members.json('field') ?? members.json('fieldValue');
	members.hide('expand', 'sizeLimit');
	return value === undefined
		? []
		: objectRows(value, {
			owner: result, key: 'v', expression: expressionOf(options.command), label: members.text('fieldName'),
		}, options);
};
