import {questionOf} from '../../actions/ask.js';
import {fieldRow} from './field-row.js';
import {footRect, type OverlayView} from './overlay-view.js';

/** One line that is typed at the foot of the screen. */
export const askView: OverlayView = {
	contexts: ['ask', 'overlay'],
	hasField: true,
	paint({overlay, size, program: {say}}) {
		const rect = footRect(size, 1);
		const question = questionOf(overlay.data?.['question']);
		const {row, cursor} = fieldRow(question ? `${say(question.label)} ` : '', overlay, rect.width);
		return {rect, rows: [{row}], cursor: {column: cursor, row: rect.row}};
	},
};
