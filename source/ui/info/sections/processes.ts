import type {ProcessOrder} from '../../../actions/live/host-watch.js';
import type {Row} from '../../../views/layout.js';
import {membersOf} from '../../../views/members.js';
import {texts} from '../../../words/index.js';
import {cellsRow, type Cell} from '../cells.js';
import type {InfoFacts} from '../info-facts.js';
import {section, type Section} from '../section.js';

const most = 8;

/** Cells of the last number, where it is what the order goes by. */
const lasts: ReadonlyMap<ProcessOrder, number> = new Map([['io', 9], ['threads', 6]]);

/** The busiest processes. */
export const processesSection: Section = (facts, width) => section(facts, width, {part: 'processes', title: head(facts, width)}, data => {
	const all = data.objects('processes') ?? [];
	const rows = all.slice(0, most).map((each): Row => {
		const process = membersOf(each);
		const [cpu, rss] = [process.number('cpuPercent'), process.number('rssBytes')];
		return row(width, [
			process.text('pid') ?? '?',
			process.text('user') ?? '?',
			cpu === undefined ? '?' : cpu.toFixed(1),
			rss === undefined ? '?' : (rss / (1 << 20)).toFixed(0),
			facts.order === 'io' ? ioText(process.number('readBytesPerSecond'), process.number('writtenBytesPerSecond')) : process.text('threads') ?? '?',
			process.text('command') ?? process.text('name') ?? '',
		], facts.order);
	});
	const counts = facts.say(texts.info.processCounts, {total: data.text('total') ?? '?', running: data.text('running') ?? '?', zombies: data.text('zombies') ?? '?'});
	return [...rows, [{text: ` ${counts}`, style: 'dim'}]];
});

/** Null where the host may not see it, or has seen it once only. */
function ioText(read: number | undefined, written: number | undefined): string {
	return read === undefined || written === undefined ? '?' : ((read + written) / 1e6).toFixed(1);
}

function head({say, glyphs, order}: InfoFacts, width: number): Row {
	const sign = (column: ProcessOrder) => column === order ? ` ${glyphs.descending}` : '';
	const last = order === 'io' ? `${say(texts.info.io)}${sign('io')}` : `${say(texts.info.threads)}${sign('threads')}`;
	return row(width, ['PID', say(texts.info.owner), `%CPU${sign('cpu')}`, `RSS MiB${sign('memory')}`, last, say(texts.info.command)], order).map(span => ({...span, style: 'header' as const}));
}

function row(width: number, [pid, user, cpu, rss, threads, command]: [string, string, string, string, string, string], order: ProcessOrder): Row {
	const wide = width >= 56;
	const cells: Cell[] = [
		{text: pid, width: 7, align: 'right'},
		{text: user, width: 8},
		{text: cpu, width: 6, align: 'right'},
		{text: rss, width: order === 'memory' ? 9 : 7, align: 'right'},
		...wide || lasts.has(order) ? [{text: threads, width: lasts.get(order) ?? 4, align: 'right' as const}] : [],
	];
	const used = cells.reduce((sum, cell) => sum + cell.width + 2, 0);
	// The head of a long path says less than its end and the arguments.
	return cellsRow([...cells, {text: shortCommand(command), width: Math.max(width - used, 6), cut: 'middle'}]);
}

/** Without the folders of the program. */
function shortCommand(command: string): string {
	return command.replace(/^\/(?:[^\s/]+\/)+(?=[^\s/])/u, '');
}
