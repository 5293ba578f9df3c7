import type {Result} from '../../core/protocol/result.js';
import {texts} from '../../words/index.js';
import type {ListState} from '../../workspace/list-state.js';
import type {DocOptions, DocRow, DocState} from '../docs/doc.js';
import {diffDoc, type DiffSide} from '../docs/diff-doc.js';
import {docOf} from '../docs/doc-of.js';
import {docGutter} from '../docs/gutter.js';
import {remarkRows} from '../docs/rows/remark-rows.js';
import type {PaneContext} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';
import type {ResultEntry, ShownResult} from './shown-result.js';

/** Types that show a course, for which earlier results are looked at. */
const withCourse = new Set(['dashboard', 'monitor']);

/** The rows of a pane. Where a command gave nothing but its end, that is shown. */
export function resultRows(shown: ShownResult, state: DocState, context: PaneContext): readonly DocRow[] {
	const {
		entry, job, previous, isFollowing, base, number,
	} = shown;
	const options = optionsOf(shown, state, context);
	if (entry !== undefined && typeof base === 'object') {
		return diffOf(base, entry, number, timeless(options.width, state, options.glyphs, options.say, options.command));
	}

	if (entry !== undefined) {
		const rows = docOf(entry.result, {...options, previous: withCourse.has(entry.result.type) ? previous : undefined});
		return base === 'gone' ? [...remarkRows('gone', context.say(texts.result.notHeld), options, 'warn'), ...rows] : rows;
	}

	const results = job.entries().filter(each => each.kind === 'result').map(({result}) => result).filter(({type}) => type !== 'input_status' && type !== 'command');
	const {result: words} = texts;
	return results.length === 0 || !isFollowing
		? remarkRows('none', context.say(isFollowing ? words.waiting : words.gone), options)
		: results.flatMap((result, index) => prefixed(docOf(result, options), `${index} `));
}

/** Two results take a while to compare, and do not change with the time. */
const diffOf = lastCall((base: DiffSide, {result}: ResultEntry, number: number, options: DocOptions) => diffDoc(base, {number, result}, options));

const timeless = lastCall((width: number, state: DocState, glyphs: DocOptions['glyphs'], say: DocOptions['say'], command: string | undefined): DocOptions => ({
	width, state, glyphs, say, command, now: 0,
}));

function optionsOf({job}: ShownResult, state: DocState, {width, glyphs, now, say}: PaneContext): DocOptions {
	return {
		width: Math.max(width - docGutter, 1), state, glyphs, now, say, command: job.commandLine,
	};
}

function prefixed(rows: readonly DocRow[], prefix: string): DocRow[] {
	return rows.map(row => ({...row, key: prefix + row.key, parent: row.parent === undefined ? undefined : prefix + row.parent}));
}

/** What was done to the document, which its list and its data keep. */
export const docState = lastCall((folded: ListState['folded'], sort: ListState['sort'], mode: unknown): DocState => ({
	toggled: folded, sort: sort ?? undefined, mode: typeof mode === 'string' ? mode : undefined,
}));

/** The type decides in which orders it can stand. */
export function modesOf(result: Result | undefined): readonly string[] {
	return result?.type === 'trace' ? ['cost', 'calls'] : [];
}
