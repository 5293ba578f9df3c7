import type {Agent} from '../../core/client/agent.js';
import type {Result} from '../../core/protocol/result.js';
import type {Block, Line} from '../../views/block.js';
import {viewOf} from '../../views/index.js';
import type {CommandContext} from '../context.js';
import {blocksToText} from '../print-blocks.js';
import {toCsv} from '../to-csv.js';
import {followJob} from './follow-job.js';
import type {Printer} from './printer.js';
import {createTell} from './tell.js';

/**
Tables with the agent in the first column; what is no table is a column of its own, line by line. A header
comes whenever the columns are others than before, so that a command that answers with one table gives one table.
*/
export function csvPrinter({out, err}: CommandContext, targets: readonly Agent[]): Printer {
	const tell = createTell({err}, targets);
	let header = '';
	const print = (agent: string, block: Block) => {
		const rows = rowsOf(block).map(row => ({agent, ...row}));
		const csv = toCsv(rows);
		const end = csv.indexOf('\r\n') + 2;
		out(csv.slice(0, end) === header ? csv.slice(end) : csv);
		header = rows.length > 0 ? csv.slice(0, end) : header;
	};

	return {
		follow: async job => followJob(job, {tell}),
		done({agent, job}) {
			const results = job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : []);
			for (const block of results.flatMap(result => blocksOf(result))) {
				print(agent.id, block);
			}
		},
		finish: () => undefined,
	};
}

/** A table without the words around it; the end of a command is no row, and the failures stand on stderr. */
function blocksOf(result: Result): readonly Block[] {
	const blocks = result.type === 'status' ? [] : viewOf(result);
	const tables = blocks.filter(({kind}) => kind === 'table');
	return tables.length > 0 ? tables : blocks;
}

function rowsOf(block: Block): Array<Record<string, string>> {
	switch (block.kind) {
		case 'table': {
			return block.rows.map(cells => Object.fromEntries(block.columns.map(({title}, index) => [title, textOf(cells[index] ?? [])])));
		}

		case 'list': {
			return block.items.map(({key, value}) => ({key, value: value.map(line => textOf(line)).join('\n')}));
		}

		default: {
			return blocksToText([block], {color: false, columns: 0}).split('\n').slice(0, -1).map(line => ({line}));
		}
	}
}

function textOf(line: Line): string {
	return line.map(({text}) => text).join('');
}
