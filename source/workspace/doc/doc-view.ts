/** A row of a document, as far as actions need it. */
export type DocLine = {
	readonly key: string;
	readonly spans: ReadonlyArray<{readonly text: string}>;
	readonly fold?: 'open' | 'closed' | undefined;
	/** What it opens to is what the row says already, only whole. */
	readonly isDetail?: boolean | undefined;
	/** The row under which it folds. */
	readonly parent?: string | undefined;
	readonly value?: string | undefined;
	readonly path?: string | undefined;
	/** The command that looks further at what the row shows. */
	readonly deeper?: string | undefined;
	readonly isQuiet?: boolean | undefined;
};

/** A document as it is shown now. Its folds are `folded` of the list: the keys of those that are not as they would be by themselves. */
export type DocView = {
	lines: readonly DocLine[];
	/** The columns by which it can be sorted. */
	columns: readonly string[];
	/** In which orders it can stand, the usual one first. */
	modes: readonly string[];
	/** Where most of the time went. */
	hottest: string | undefined;
	/** All of it with every fold open but those of details, and the folds that are turned then. Made when it is asked for. */
	opened(): {lines: readonly DocLine[]; folded: ReadonlySet<string>};
};
