import type {Result} from '../../../source/core/protocol/result.js';
import type {DocOptions, DocRow, DocState} from '../../../source/ui/docs/doc.js';
import {docOf} from '../../../source/ui/docs/doc-of.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {createSay} from '../../../source/words/index.js';

export const now = Date.parse('2026-11-21T13:52:19Z');
const say = createSay('en');

export type Drawing = Partial<Omit<DocOptions, 'state'>> & {state?: Partial<DocState>};

export function docRows(result: Result, {state, ...given}: Drawing = {}): DocRow[] {
	return docOf(result, {
		width: 119, glyphs: unicodeGlyphs, now, say, state: {toggled: new Set(), ...state}, ...given,
	});
}

/** Its rows as they are seen, each ended by a newline. */
export function drawDoc(result: Result, drawing?: Drawing): string {
	return docRows(result, drawing).map(row => `${textOf(row)}\n`).join('');
}

export function textOf({spans}: DocRow): string {
	return spans.map(({text}) => text).join('');
}

/** Everything that can be opened, opened, by as many rounds as it takes. */
export function allOpen(result: Result, drawing: Drawing = {}): DocRow[] {
	const toggled = new Set(drawing.state?.toggled);
	for (let round = 0; round < 50; round++) {
		const closed = docRows(result, {...drawing, state: {...drawing.state, toggled: new Set(toggled)}}).filter(({fold}) => fold === 'closed');
		if (closed.length === 0) {
			break;
		}

		for (const {key} of closed) {
			if (!toggled.delete(key)) {
				toggled.add(key);
			}
		}
	}

	return docRows(result, {...drawing, state: {...drawing.state, toggled}});
}
