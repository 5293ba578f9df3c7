import {tokenize} from '../../../core/tokens.js';
import type {Say} from '../../../words/index.js';
import type {Glyphs} from '../../glyphs.js';
import {anyTable} from './any-table.js';
import {dashboardTable} from './dashboard-table.js';
import {monitorTable} from './monitor-table.js';
import {stackTable} from './stack-table.js';
import type {StreamTable} from './stream-table.js';
import {traceTable} from './trace-table.js';
import {ttTable} from './tt-table.js';
import {watchTable} from './watch-table.js';

export type TableOptions = {
	/** The command, and its name. */
	command: string;
	name: string;
	/** Paths that were chosen for columns. */
	columns: readonly string[] | null;
	/** Cells of the pane. */
	width: number;
	say: Say;
	glyphs: Glyphs;
};

/** The columns of each command that streams. */
const tables: Readonly<Record<string, (options: TableOptions) => StreamTable>> = {
	dashboard: dashboardTable,
	line: watchTable,
	monitor: monitorTable,
	stack: stackTable,
	trace: traceTable,
	tt: ttTable,
	watch: watchTable,
};

export function tableOf(options: Omit<TableOptions, 'name'>): StreamTable {
	const [name = ''] = tokenize(options.command).tokens;
	const create = Object.hasOwn(tables, name) ? tables[name] : undefined;
	return (create ?? anyTable)({...options, name});
}
