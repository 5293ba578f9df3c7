/** A text that is being typed, of one line or several. Plain data. */
export type Field = {
	readonly text: string;
	/** UTF-16 units before the cursor; never inside a character as people see it. */
	readonly caret: number;
	/** What was taken out last by a word or more, for `ctrl-y`. */
	readonly killed?: string | undefined;
};

/** The cursor stands at the end. */
export function createField(text = ''): Field {
	return {text, caret: text.length};
}

/** What was typed or pasted, put where the cursor is. Ends of lines are a newline, whatever the terminal sent. */
export function insertText(field: Field, inserted: string): Field {
	const {text, caret} = field;
	const added = inserted.replaceAll(/\r\n?/gu, '\n');
	return {...field, text: text.slice(0, caret) + added + text.slice(caret), caret: caret + added.length};
}
