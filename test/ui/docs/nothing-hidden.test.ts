import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {safeText} from '../../../source/views/safe-text.js';
import {withoutColors} from '../../../source/views/without-colors.js';
import {oddShapes, textsIn, withNewMember} from '../../views/changed-results.js';
import {allRecordedResults} from '../../views/recorded-results.js';
import {allOpen, textOf} from './draw-doc.js';

const results = allRecordedResults();
const types = [...new Set(results.map(({type}) => type))].sort();

/** What is known and left out, by path, with all that is below it. */
const leftOut = [
	/^input_status\.inputStatus$/u,
	/^jad\.mappings\b/u,
	/^cat\.file$/u,
	/^command\./u,
	/^help\.commands\[\]\.(?:options|arguments)\b/u,
	/^help\.detailCommand\.name$/u,
	/^profiler\.action$/u,
	/^thread\..*(?:lockedStackFrame|nativeMethod|classLoaderName|moduleName|moduleVersion)\b/u,
	/^stack\.stackTrace\[\]\.(?:nativeMethod|classLoaderName|moduleName|moduleVersion)\b/u,
	/^trace\.root.*\.type$/u,
	/^classloader\.classLoaders\[\].*\.parent$/u,
	/^classloader\.(?:classSet\.classloader|classLoader)\.parent$/u,
	// Classes of values are shown without their packages.
	/^(?:getstatic\.fieldValue|ognl\.value|watch\.value).*\.type$/u,
	// The half that did not happen.
	/^tt\.(?:timeFragment|replayResult)\.(?:returnObj|throwExp)$/u,
	// Shown in other words: times of day, kinds of exit, values as trees.
	/\.(?:ts|timestamp|accessPoint|value|field|fieldValue|watchValue|returnObj|throwExp)$/u,
	/^tt\.watchResults\b/u,
	/^sc\.classInfo\.(?:modifier|simpleName|classLoaderHash|fields\[\]\.modifier)$/u,
	/^sm\.methodInfo\.modifier$/u,
	/^jad\.classInfo\.classLoaderHash$/u,
	/^classloader\.(?:loadClass\.(?:modifier|simpleName|classLoaderHash)|classLoaders\[\].*\.hash)$/u,
	/^classloader\.classLoaders\[\].*\.name$/u,
	/^trace\.root\..*className$/u,
	/^dashboard\.gcInfos\[\]\.name$/u,
	// Numbers of lines stand beside the source.
	/^jad\.source$/u,
];

/** Members that say how a result was asked for; nothing shows them in any shape. */
const flags = new Set(['all', 'detailed', 'withField', 'segment', 'expand', 'sizeLimit', 'nodeCount', 'urlClassStatsDetail', 'first', 'detail']);

describe('a member that nobody knows', () => {
	it.each(types)('is shown wherever it is in %s', type => {
		const hidden = new Set<string>();
		for (const result of results.filter(({type: own}) => own === type).slice(0, 12)) {
			for (const {path, changed} of withNewMember(result)) {
				if (!drawn(changed).includes('brand-new-value') && !isLeftOut(path)) {
					hidden.add(path);
				}
			}
		}

		expect([...hidden]).toEqual([]);
	});
});

describe('a text that an agent sends', () => {
	it.each(types)('is shown in full in %s', type => {
		const hidden = new Set<string>();
		for (const result of results.filter(({type: own}) => own === type)) {
			const output = oneBlank(drawn(result));
			for (const {path, text} of textsIn(result, type)) {
				if (!isLeftOut(path) && !text.split(/\r?\n/u).every(line => output.includes(oneBlank(safeText(type === 'status' ? withoutColors(line) : line)).trim()))) {
					hidden.add(`${path}: ${text.slice(0, 80)}`);
				}
			}
		}

		expect([...hidden]).toEqual([]);
	});
});

describe('a member of a shape that nobody expects', () => {
	it.each(types)('is shown in %s', type => {
		const hidden = new Set<string>();
		for (const result of results.filter(({type: own}) => own === type).slice(0, 12)) {
			for (const name of Object.keys(result).filter(name => name !== 'type' && name !== 'jobId')) {
				for (const odd of oddShapes) {
					if (!drawn({...result, [name]: odd, type}).includes('odd-shape')) {
						hidden.add(name);
					}
				}
			}
		}

		expect([...hidden].filter(name => !isLeftOut(`${type}.${name}`) && !flags.has(name))).toEqual([]);
	});
});

/** All of a result, so wide that nothing is cut. */
function drawn(result: Result): string {
	return allOpen(result, {width: 4000}).map(row => textOf(row)).join('\n');
}

/** How wide a tab is depends on where it stands. */
function oneBlank(text: string): string {
	return text.replaceAll(/ +/gu, ' ');
}

function isLeftOut(path: string): boolean {
	return leftOut.some(pattern => pattern.test(path));
}
