import {questionOf} from '../../actions/ask.js';
import {cutText} from '../../views/cut-text.js';
import {safeText} from '../../views/safe-text.js';
import {overlayText} from '../../workspace/overlay.js';
import {fieldRow} from './field-row.js';
import {footRect, type OverlayView} from './overlay-view.js';

/** One line that is typed at the foot of the screen. */
export const askView: OverlayView = {
	contexts: ['ask', 'overlay'],
	hasField: true,
	paint({overlay, size, program: {say}}) {
		const rect = footRect(size, 1);
		const question = questionOf(overlay.data?.['question']);
		// What can be answered may be longer than the screen is wide.
		const choice = cutText(safeText(overlayText(overlay, 'choice')), Math.floor(rect.width / 2), 'end');
		const {row, cursor} = fieldRow(question ? `${say(question.label)} ${choice === '' ? '' : `(${choice}) `}` : '', overlay, rect.width);
		return {rect, rows: [{row}], cursor: {column: cursor, row: rect.row}};
	},
};
