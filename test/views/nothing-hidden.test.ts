import {describe, expect, it} from 'vitest';
import type {Result} from '../../source/core/protocol/result.js';
import {hasView, viewOf} from '../../source/views/index.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';
import {safeText} from '../../source/views/safe-text.js';
import {withoutColors} from '../../source/views/without-colors.js';
import {allRecordedResults} from './recorded-results.js';
import {oddShapes, textsIn, withNewMember} from './changed-results.js';

const results = allRecordedResults();
const types = [...new Set(results.map(({type}) => type))].sort();

/**
What the views know and leave out as the terminal of Arthas does, by path. Whole members: what is
below them is left out with them.
*/
const leftOut = [
	/^input_status\.inputStatus$/u,
	/^jad\.mappings\b/u,
	/^jad\.classInfo\.(?:name|classLoaderHash)$/u,
	/^cat\.file$/u,
	/^command\./u,
	/^help\.commands\[\]\.(?:options|arguments)\b/u,
	/^help\.detailCommand\.name$/u,
	/^profiler\.action$/u,
	/^thread\..*(?:lockedStackFrame|nativeMethod|classLoaderName|moduleName|moduleVersion)\b/u,
	/^stack\.stackTrace\[\]\.(?:nativeMethod|classLoaderName|moduleName|moduleVersion)\b/u,
	/^thread\.busyThreads\[\]\.group$/u,
	/^tt\.timeFragmentList\[\]\.(?:params|returnObj|throwExp)\b/u,
	/^tt\.(?:timeFragment|replayResult)\.(?:returnObj|throwExp)$/u,
	/^(?:memory|dashboard)\.memoryInfo\..*\.type$/u,
	/^classloader\.classLoaders\[\].*\.(?:hash|parent)$/u,
	/^trace\.root.*\.type$/u,
	/^classloader\.(?:classSet\.classloader|classLoader)\.parent$/u,
	// Shown without their packages.
	/^(?:getstatic\.fieldValue|ognl\.value|watch\.value).*\.type$/u,
	/^tt\.timeFragmentList\[\]\.className$/u,
];

/** Members that say how a result was asked for; no view shows them in any shape. */
const flags = new Set(['all', 'detailed', 'withField', 'segment', 'expand', 'sizeLimit', 'nodeCount', 'urlClassStatsDetail']);

describe('a member that nobody knows', () => {
	it.each(types)('is shown wherever it is in %s', type => {
		const hidden = new Set<string>();
		for (const result of results.filter(({type: own}) => own === type)) {
			for (const {path, changed} of withNewMember(result)) {
				if (!printed(changed).includes('brand-new-value') && !isLeftOut(path)) {
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
			const output = oneBlank(printed(result));
			for (const {path, text} of textsIn(result, type)) {
				if (!isLeftOut(path) && !text.split(/\r?\n/u).every(line => output.includes(oneBlank(safeText(type === 'status' ? withoutColors(line) : line)).trim()))) {
					hidden.add(path);
				}
			}
		}

		expect([...hidden]).toEqual([]);
	});
});

describe('a member of a shape that nobody expects', () => {
	it.each(types)('is shown in %s', type => {
		const hidden = new Set<string>();
		for (const result of results.filter(({type: own}) => own === type)) {
			for (const name of Object.keys(result).filter(name => name !== 'type' && name !== 'jobId')) {
				for (const odd of oddShapes) {
					if (!printed({...result, [name]: odd, type}).includes('odd-shape')) {
						hidden.add(name);
					}
				}
			}
		}

		expect([...hidden].filter(name => !isLeftOut(`${type}.${name}`) && !flags.has(name))).toEqual([]);
	});
});

it('draws each type that was recorded by a view of its own', () => {
	expect(types.filter(type => !hasView(type))).toEqual([]);
});

/** What the commands of Arthas 4.3 answer with; not all of it could be recorded. */
const known = `
	status command input_status message welcome enhancer row_affect session
	version help history echo pwd cat base64 options sysprop sysenv vmoption reset shutdown jfr
	sc sm jad dump getstatic ognl mc redefine retransform classloader classloader-metaspace
	thread memory dashboard jvm mbean perfcounter heapdump logger profiler vmtool
	watch line line-list trace stack monitor tt
`.trim().split(/\s+/u);

it('draws each type of Arthas by a view of its own, also those that were not recorded', () => {
	expect(known.filter(type => !hasView(type))).toEqual([]);
	expect(hasView('heat-map')).toBe(false);
});

function printed(result: Result): string {
	return printRows(layout(viewOf(result), Number.POSITIVE_INFINITY), {color: false});
}

/** How wide a tab is depends on where it stands. */
function oneBlank(text: string): string {
	return text.replaceAll(/ +/gu, ' ');
}

function isLeftOut(path: string): boolean {
	return leftOut.some(pattern => pattern.test(path));
}
