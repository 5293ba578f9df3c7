import {expect, it} from 'vitest';
import {textsIn} from '../../views/changed-results.js';
import {allRecordedResults} from '../../views/recorded-results.js';
import {docRows, textOf} from './draw-doc.js';

const results = allRecordedResults();
const types = [...new Set(results.map(({type}) => type))].sort();

/** Shorter ones may be a part of something else. */
const longEnough = 14;

it.each(types)('no text that an agent sends stands more often in %s than it was sent', type => {
	const twice = new Set<string>();
	for (const result of results.filter(({type: own}) => own === type)) {
		const sent = JSON.stringify(result);
		const drawn = docRows(result, {width: 4000}).map(row => textOf(row)).join('\n');
		for (const {path, text} of textsIn(result, type)) {
			if (text.length >= longEnough && timesIn(drawn, text) > timesIn(sent, JSON.stringify(text).slice(1, -1))) {
				twice.add(`${path}: ${text.slice(0, 80)}`);
			}
		}
	}

	expect([...twice]).toEqual([]);
});

function timesIn(whole: string, part: string): number {
	return whole.split(part).length - 1;
}
