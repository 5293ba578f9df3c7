import type {Row} from '../../../views/layout.js';
import type {DocRow} from '../doc.js';

/**
A row that is drawn when somebody looks: of ten thousand hardly any is ever in sight. The getter is a member of the
row itself, because rows are copied with `...`, and shared by all rows, because to make one for each takes longer than
to read what they show.
*/
export function lazyRow(row: Omit<DocRow, 'spans'>, draw: () => Row): DocRow {
	const lazy = {...row, draw};
	Object.defineProperty(lazy, 'spans', drawn);
	return lazy as unknown as DocRow;
}

const drawn = {
	enumerable: true,
	get(this: {draw: () => Row}): Row {
		return this.draw();
	},
};
