import type {Result} from '../../core/protocol/result.js';
import type {Row} from '../../views/layout.js';
import type {Say} from '../../words/index.js';
import type {Glyphs} from '../glyphs.js';

/** What a person did to a result that is being read. Plain data, so that it can be kept with its pane. */
export type DocState = {
	/** Keys of rows whose fold is not as it would be by itself. */
	toggled: ReadonlySet<string>;
	/** By which column its table is sorted, if it has one. */
	sort?: {column: string; direction: 'up' | 'down'} | undefined;
	/** Words of the kind of result, such as the order of a trace's children: `cost` or `calls`. */
	mode?: string | undefined;
};

/** One row of a result on the screen, at most as wide as was asked for. */
export type DocRow = {
	/** Stable as long as the result is the same, whatever is folded and however wide it is. */
	key: string;
	/** Without cursor or selection: whoever paints adds those. */
	spans: Row;
	/** Whether something below it can be shown or hidden. */
	fold?: 'open' | 'closed' | undefined;
	/** What it opens to is what the row says already, only whole: opening everything and searching pass by. */
	isDetail?: boolean | undefined;
	/** The key of the row under which it is folded. */
	parent?: string | undefined;
	/** What copying gives of it: the whole value, uncut. The text of the row when there is none. */
	value?: string | undefined;
	/** The expression that leads to the value in a watch, such as `params[0].status`. */
	path?: string | undefined;
	/** The command that looks further at what the row shows. */
	deeper?: string | undefined;
	/** Whether it is the title of a column, a blank or a remark, which the cursor passes over. */
	isQuiet?: boolean | undefined;
	/** Of a row of titles: the columns by which what is below can be sorted. */
	columns?: readonly string[] | undefined;
};

export type DocOptions = {
	/** Cells of a row, without those that the painter puts before it. */
	width: number;
	state: DocState;
	glyphs: Glyphs;
	/** Epoch ms. */
	now: number;
	say: Say;
	/** The command that gave the result, from which paths into its values begin. */
	command?: string | undefined;
	/** Results of the same command that came before, the oldest first, for what has a course. */
	previous?: readonly Result[] | undefined;
};

/** A result as rows that can be folded, sorted, searched and copied. */
export type DocOf = (result: Result, options: DocOptions) => DocRow[];
