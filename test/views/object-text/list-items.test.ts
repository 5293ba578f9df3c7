import {expect, it} from 'vitest';
import {listItems} from '../../../source/views/object-text/list-items.js';

it.each([
	['{params,returnObj}', ['params', 'returnObj']],
	[' { params[0] , target.name(1, 2) } ', ['params[0]', 'target.name(1, 2)']],
	['{"a,b}", \'c,\', {1,2}, #{"k":3,"l":4}}', ['"a,b}"', '\'c,\'', '{1,2}', '#{"k":3,"l":4}']],
	[String.raw`{"a\",", params}`, [String.raw`"a\","`, 'params']],
])('the items of %s', (expression, items) => {
	expect(listItems(expression)).toEqual(items);
});

it.each(['params', '', '{', '{}', '{a,}', '{params}.{#this}', '{params,returnObj}[0]', '{params,"', '}{', '{a]'])('%j is no list', expression => {
	expect(listItems(expression)).toBeUndefined();
});
