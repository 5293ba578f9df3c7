/** Cells that stand before each row of a document, for its cursor. */
export const docGutter = 1;

/** Cells that stand beside a document at most, which is so in a session: columns come with the width of the pane, wherever it is read. */
export const mostGutter = 4;
