import {describe, expect, it} from 'vitest';
import {objectLines} from '../../../source/views/object-text/object-lines.js';
import {objectPath} from '../../../source/views/object-text/object-path.js';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {valuePath} from '../../../source/ui/stream/tables/value-path.js';
import {recordedResults} from '../../views/recorded-results.js';

const drawn = `@ArrayList[
    @Object[][
        @Integer[7],
        @Item[
            sku=@String[A-100],
            tags=@LinkedHashMap[
                @String[color]:@String[red],
                @Integer[3]:@String[three],
                @String[it's "so"]:@String[quoted],
            ],
            set=@HashSet[
                @String[x],
                @String[y],
            ],
        ],
    ],
    null,
]`;

describe('a path', () => {
	it.each([
		['{params,returnObj}', 'params', '@Object[][2]'],
		['{params,returnObj}', 'params[0]', '7'],
		['{params,returnObj}', 'params[1].sku', 'A-100'],
		['{params,returnObj}', 'params[1].tags["color"]', 'red'],
		['{params,returnObj}', 'params[1].tags[3]', 'three'],
		['{params,returnObj}', 'params[1].set.toArray()[1]', 'y'],
		['{params,returnObj}', 'returnObj', undefined],
		['{params,returnObj}', 'params[9]', undefined],
		['{params,returnObj}', 'params[0].sku.more', undefined],
		['{params,returnObj}', 'other', undefined],
		['{params, params[1]}', 'params[1].sku', 'A-100'],
		['whole', 'whole[0][0]', '7'],
	])('of %s leads by %s to its value', (expression, path, text) => {
		const {root} = parseObjectText(drawn);
		const found = valuePath(path, expression)(root);
		expect(text?.startsWith('@') ? `@${found?.type ?? ''}[${found?.size ?? found?.children.length ?? ''}]` : found?.text).toBe(text);
	});

	it('that an opened result has leads back to the value that has it', () => {
		const result = recordedResults('arthas-http-api/watch-item.json').find(({type}) => type === 'watch');
		const texts = [[drawn, '{params,returnObj}'], [result!['value'] as string, '{params,target}']] as const;
		let count = 0;
		for (const [text, expression] of texts) {
			const {root} = parseObjectText(text);
			const paths = new Map<string, number>();
			const lines = objectLines(root, {openDepth: 9, turned: new Set()}).filter(({index, parent}) => index !== -1 && parent !== undefined);
			for (const line of lines) {
				const path = objectPath(line, expression);
				paths.set(path, (paths.get(path) ?? 0) + 1);
			}

			for (const line of lines) {
				const path = objectPath(line, expression);
				if (paths.get(path) === 1) {
					expect(valuePath(path, expression)(root), path).toBe(line.node);
					count++;
				}
			}
		}

		expect(count).toBeGreaterThan(40);
	});
});
