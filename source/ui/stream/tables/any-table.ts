import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {isHit} from '../stream-row.js';
import {arrivalTime} from './cells.js';
import {commonColumns} from './columns.js';
import {previewJson} from './preview-json.js';
import type {StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';

/** Results of a command that has no table of its own, each in one line. */
export function anyTable({say, width}: TableOptions): StreamTable {
	return {
		columns: [commonColumns(say).time, {
			id: 'value', title: say(texts.stream.value), min: 12, max: Number.POSITIVE_INFINITY, isKept: true,
		}],
		cellsOf({result, at}) {
			if (!isHit(result)) {
				return undefined;
			}

			const {type, jobId, ...members} = result;
			const values = Object.values(members);
			// A result that is one value needs no name before it.
			return [{text: arrivalTime(at)}, {text: safeText(previewJson(values.length === 1 ? values[0] ?? null : members, Math.max(width, 40)))}];
		},
	};
}
