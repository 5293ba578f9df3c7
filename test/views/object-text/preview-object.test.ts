import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {previewObject} from '../../../source/views/object-text/preview-object.js';
import {anyObject} from './any-object.js';

it.each([
	['@Integer[7]', '7'],
	['null', 'null'],
	['@ArrayList[\n    @Integer[7],\n    @Integer[31],\n]', '[7, 31]'],
	['@HashMap[\n    @String[A-100]:@Integer[7],\n]', '{A-100: 7}'],
	['@Item[\n    sku=@String[A-100],\n    tags=@HashMap[isEmpty=false;size=3],\n]', 'Item{sku: A-100, tags: @HashMap[3]}'],
	['@Object[\n]', '[]'],
	['@Multi[a\nb]', 'a'],
	['java.lang.IllegalStateException: no\n\tat demo.Shop.main(Shop.java:1)\n', 'IllegalStateException: no'],
	['[1,{"a":"b"}]', '[1, {a: b}]'],
])('%j in a few words', (text, preview) => {
	expect(previewObject(parseObjectText(text).root)).toBe(preview);
});

it('is no longer than it may be, however long or deep the object is', () => {
	fc.assert(fc.property(anyObject(), fc.integer({min: 1, max: 100}), (object, limit) => {
		expect(previewObject(object, limit).length).toBeLessThanOrEqual(limit);
	}));
	expect(previewObject(parseObjectText('['.repeat(2400) + ']'.repeat(2400)).root)).toHaveLength(80);
	expect(previewObject(parseObjectText(`@ArrayList[\n${'    @Integer[1],\n'.repeat(200_000)}]`).root)).toHaveLength(80);
});
