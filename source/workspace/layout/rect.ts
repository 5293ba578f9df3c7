/** Cells of a screen; the first column and the first row are 0. */
export type Rect = {column: number; row: number; width: number; height: number};

export type Size = {columns: number; rows: number};

/** Where panes stand: between the header, which is row 0, and the footer, which is the last one. */
export function bodyOf({columns, rows}: Size): Rect {
	return {
		column: 0, row: 1, width: Math.max(columns, 1), height: Math.max(rows - 2, 1),
	};
}

export function isSameRect(one: Rect | undefined, other: Rect): boolean {
	return one?.column === other.column && one.row === other.row && one.width === other.width && one.height === other.height;
}
