import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {diffObjects, type ObjectDiff} from '../../../source/views/object-text/diff-objects.js';
import type {ObjectNode} from '../../../source/views/object-text/object-node.js';
import {objectPath} from '../../../source/views/object-text/object-path.js';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {recordedResults} from '../recorded-results.js';
import {anyObject} from './any-object.js';

const objectOf = (text: string): ObjectNode => parseObjectText(text).root;

function recordedText(): string {
	const value = recordedResults('arthas-http-api/watch-item.json').find(({type}) => type === 'watch')?.['value'];
	return typeof value === 'string' ? value : '';
}

/** All places with their states, by path. */
function states(left: string, right: string): string[] {
	return flat(diffObjects(objectOf(left), objectOf(right)).root).map(diff => `${objectPath(diff, 'x')} ${diff.state}`);
}

function flat(root: ObjectDiff): ObjectDiff[] {
	return [root, ...root.children.flatMap(child => flat(child))];
}

describe('two objects', () => {
	it('differ by their members: fields by name, entries by key, elements by position', () => {
		expect(states(
			'@Shop[\n    a=@Integer[1],\n    b=@Integer[1],\n    m=@HashMap[\n        @String[x]:@Integer[7],\n'
			+ '        @String[y]:@Integer[0],\n    ],\n    l=@ArrayList[\n        @Integer[1],\n        @Integer[2],\n    ],\n]',
			'@Shop[\n    b=@Integer[2],\n    a=@Integer[1],\n    m=@HashMap[\n        @String[y]:@Integer[0],\n'
			+ '        @String[z]:@Integer[12],\n    ],\n    l=@ArrayList[\n        @Integer[1],\n    ],\n]',
		)).toEqual([
			'x changed', 'x.a equal', 'x.b changed', 'x.m changed', 'x.m["x"] removed', 'x.m["y"] equal', 'x.m["z"] added', 'x.l changed', 'x.l[0] equal', 'x.l[1] removed',
		]);
	});

	it.each([
		['null', 'null', 'equal'],
		['@Integer[1]', '@Long[1]', 'changed'],
		['null', '@Integer[1]', 'changed'],
		['@int[][isEmpty=false;size=3]', '@int[][isEmpty=false;size=3]', 'unknown'],
		['@int[][isEmpty=false;size=3]', '@int[][isEmpty=false;size=4]', 'changed'],
		['@int[][isEmpty=true;size=0]', '@int[][isEmpty=true;size=0]', 'equal'],
		['@int[][isEmpty=true;size=0]', '@int[][\n    @Integer[1],\n]', 'changed'],
		['@int[][isEmpty=false;size=1]', '@int[][\n    @Integer[1],\n]', 'unknown'],
		['@Node[demo.Node@65d8e6e4]', '@Node[demo.Node@65d8e6e4]', 'unknown'],
		['@Node[demo.Node@65d8e6e4]', '@Node[\n]', 'unknown'],
		['@Item[Item 1]', '@Item[\n]', 'unknown'],
		['@Status[PAID]', '@Status[PAID]', 'equal'],
		['@Status[PAID]', '@Status[NEW]', 'changed'],
		['@String[abc]', '@String[ab', 'unknown'],
		['@String[abc]', '@String[ax', 'changed'],
		['@Shop[\n    a=@Optional[\n    b=null,\n]', '@Shop[\n    a=@Optional[\n    b=null,\n]', 'unknown'],
		['@ArrayList[\n    @Integer[1],\n    @Integer[2],\n]', '@ArrayList[\n    @Integer[1],\n', 'unknown'],
		['@Error[java.lang.Error: a]', '@Error[java.lang.Error: b]', 'changed'],
		['java.lang.Error: a\n\tat b.C(D.java:1)\n', '@Error[java.lang.Error: a]', 'unknown'],
		['{"a":1}', '{"a":1}', 'equal'],
		['{"a":1}', '{"a":"1"}', 'changed'],
		['[1,2]', '[1]', 'changed'],
	])('%j and %j: %s', (left, right, state) => {
		expect(diffObjects(objectOf(left), objectOf(right)).root.state).toBe(state);
	});

	it('are counted by the places without members', () => {
		const text = recordedText();
		const later = text.replace('@Status[PAID]', '@Status[NEW]').replaceAll('@Integer[5425]', '@Integer[793]').replace('            @String[B-200]:@Integer[0],\n', '');
		expect(diffObjects(objectOf(text), objectOf(later)).counts).toEqual({
			equal: 27, changed: 3, added: 0, removed: 1, unknown: 3,
		});
	});

	it('of the same text never differ', () => {
		fc.assert(fc.property(anyObject(), object => {
			const {counts, root} = diffObjects(object, object);
			expect([counts.changed, counts.added, counts.removed]).toEqual([0, 0, 0]);
			expect(['equal', 'unknown']).toContain(root.state);
		}));
	});

	it('give mirrored differences when they change sides', () => {
		const mirrored = {
			equal: 'equal', changed: 'changed', added: 'removed', removed: 'added', unknown: 'unknown',
		} as const;
		fc.assert(fc.property(anyObject(), anyObject(), (left, right) => {
			const there = diffObjects(left, right).counts;
			const back = diffObjects(right, left).counts;
			for (const [state, other] of Object.entries(mirrored) as Array<[keyof typeof mirrored, keyof typeof mirrored]>) {
				expect(back[other]).toBe(there[state]);
			}
		}));
	});

	it('may be deep and long', () => {
		const deep = objectOf('['.repeat(2400) + ']'.repeat(2400));
		expect(diffObjects(deep, deep).counts.equal).toBe(1);
		const long = objectOf(`@ArrayList[\n${'    @Integer[1],\n'.repeat(200_000)}]`);
		expect(diffObjects(long, long).counts.equal).toBe(200_000);
	});
});
