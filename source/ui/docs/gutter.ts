/** Cells before each row of a document, in which its painter shows the cursor. */
export const docGutter = 1;
