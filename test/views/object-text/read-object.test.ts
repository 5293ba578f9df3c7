import {describe, expect, it} from 'vitest';
import type {Json} from '../../../source/core/protocol/result.js';
import {readObject} from '../../../source/views/object-text/read-object.js';
import {recordedResults} from '../recorded-results.js';

function recorded(name: string, index = 0): Json {
	return recordedResults(name).filter(({type}) => type === 'watch')[index]?.['value'] ?? null;
}

describe('the inspection tree of the channel-server branch', () => {
	it('is the same object as its drawing', () => {
		expect(readObject(recorded('channel-server/result-watch-exception.json'))).toMatchObject({
			complete: true,
			root: {
				kind: 'opened', type: 'ArrayList', size: 3, children: [
					{
						kind: 'opened', type: 'Object[]', size: 1, children: [{kind: 'number', type: 'Integer', text: '-189936'}],
					},
					{kind: 'null'},
					{kind: 'exception', type: 'IllegalArgumentException', text: expect.stringMatching(/Unknown Source\)$/u) as string},
				],
			},
		});
		expect(readObject(recorded('channel-server/result-watch.json')).root.children[0]?.children[1]).toMatchObject({kind: 'closed', type: 'ArrayList', size: 4});
	});

	it('has fields, entries, limits, and members that nobody knows', () => {
		const {root, complete, problem} = readObject({
			type: 'demo.Shop', fields: [
				{type: 'java.lang.String', name: 'sku', value: 'A'},
				{
					type: 'java.util.HashMap', name: 'm', size: 2, exceedLimit: true,
					value: [{key: {type: 'java.lang.Integer', value: 1}, value: {type: 'java.lang.Boolean', value: true}}, {key: {type: 'java.lang.Integer', value: 2}}],
				},
				{type: 'java.util.HashSet', name: 'none', size: 0},
			],
		});
		expect(root).toMatchObject({
			type: 'Shop', kind: 'opened', children: [
				{name: 'sku', kind: 'text', text: 'A'},
				{name: 'm', isCut: true, children: [{key: {text: '1'}, kind: 'boolean'}, {key: {text: '2'}, kind: 'null'}]},
				{name: 'none', kind: 'opened', size: 0},
			],
		});
		expect([complete, problem]).toEqual([false, 'the agent cut the object at its limits']);
		expect(readObject({type: 'demo.Shop', key: ['odd']}).root.children).toMatchObject([{name: 'key', children: [{text: 'odd'}]}]);
	});
});

it('reads plain JSON and drawings by their form', () => {
	expect(readObject('@Integer[7]').root).toMatchObject({kind: 'number', type: 'Integer'});
	expect(readObject({a: [1, null]}).root).toMatchObject({kind: 'opened', children: [{name: 'a', size: 2, children: [{kind: 'number', text: '1'}, {kind: 'null'}]}]});
	expect(readObject(null).root.kind).toBe('null');
});
