import {membersOf} from '../../../../views/members.js';
import type {Line, Span} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {displayWidth} from '../../../../views/width.js';
import {texts} from '../../../../words/index.js';
import {deeper} from '../../deeper.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {mostGutter} from '../../gutter.js';
import type {DocKind} from '../../kind.js';
import {msText} from '../../numbers.js';
import {foldOf} from '../../rows/folds.js';
import {lazyRow} from '../../rows/lazy-row.js';
import {fittedLine, lineRow} from '../../rows/line-row.js';
import {remarkRows} from '../../rows/remark-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {clockTime} from '../../times.js';
import {traceColumns, widthOf, type TraceColumn} from './cells.js';
import {hottestKey, hottestPath} from './hottest.js';
import {labelOf} from './label.js';
import {traceLines, type TraceItem, type TraceLine} from './lines.js';

/** One event of `trace`: what the traced method called, the dearest first, with the share of each in the whole. */
export const traceDoc: DocKind = (members, options, result) => {
	const root = members.object('root');
	members.hide('nodeCount');
	if (root === undefined) {
		return [];
	}

	const lines = traceLines(result, options);
	const {say, state} = options;
	return [
		...threadRows(root, options),
		...placedRows(lines, {hottest: hottestKey(result), hot: new Set(hottestPath(result).map(({key}) => key))}, options),
		...remarkRows('order', say(state.mode === 'calls' ? texts.docs.inOrderOfCalls : texts.docs.byCost), options),
	];
};

/** Which thread it was, and when. */
function threadRows(root: Parameters<typeof membersOf>[0], options: DocOptions): DocRow[] {
	const members = membersOf(root);
	const at = members.text('timestamp');
	const facts: Array<[name: string, value: string | undefined]> = [
		['priority', members.text('priority')], ['trace', members.text('traceId')], ['rpc', members.text('rpcId')], ['loader', members.text('classloader')],
	];
	const known = [...(members.flag('daemon') ? ['daemon'] : []), ...facts.flatMap(([name, value]) => value === undefined ? [] : [`${name} ${value}`])];
	const line: Line = [
		...(at === undefined ? [] : [span(`${clockTime(at)}  `)]),
		span(`${members.text('threadName') ?? '?'} #${members.text('threadId') ?? '?'}  `),
		span(known.join('  '), 'dim'),
	];
	return textRows([line], 'thread', options);
}

type Heat = {hottest: string | undefined; hot: ReadonlySet<string>};

const gap = 2;

function placedRows(lines: readonly TraceLine[], heat: Heat, options: DocOptions): DocRow[] {
	const pane = options.width + mostGutter;
	const columns = traceColumns.filter(({from}) => pane >= from);
	const items = lines.map(({item}) => item);
	const placed = columns.map(column => ({...column, width: widthOf(column, items, options)}));
	const titles = placed.flatMap(column => padded(span(column.title, 'header'), column));
	return [
		lineRow('titles', [...titles, span('CALL', 'header')], options, {isQuiet: true}),
		...lines.map(line => {
			const {item, isOpen, parent} = line;
			return lazyRow({
				key: item.key, fold: isOpen === undefined ? undefined : foldOf(isOpen), parent: parent?.item.key, value: valueOf(item), deeper: deeperOf(item),
			}, () => {
				const label = labelOf(item, {
					options, isHot: heat.hot.has(item.key), isHottest: item.key === heat.hottest, isFull: pane >= 200, hasRange: pane >= 160,
				});
				return fittedLine([...placed.flatMap(column => padded(cellOf(item, column, options), column)), span(guideOf(line, options), 'dim'), ...label], options);
			});
		}),
	];
}

/** What is no call of its own steps back. */
function cellOf(item: TraceItem, {of, span: draw}: TraceColumn, options: DocOptions): Span {
	const value = of(item);
	const cell = value === undefined ? span('') : draw(value, options);
	return cell.style === undefined && (item.kind === 'self' || item.kind === 'small') ? {...cell, style: 'dim'} : cell;
}

function padded(cell: Span, {width, isLeft = false}: {width: number; isLeft?: boolean}): Line {
	const blanks = ' '.repeat(Math.max(width - displayWidth(cell.text), 0));
	return isLeft ? [cell, {text: blanks + ' '.repeat(gap)}] : [{text: blanks}, cell, {text: ' '.repeat(gap)}];
}

/** Deep calls keep a part of the row for their names. */
function guideOf(line: TraceLine, {glyphs, width}: DocOptions): string {
	const {branch, corner, stem, folded, open} = glyphs;
	let guide = '';
	for (let next = line; next.parent !== undefined; next = next.parent) {
		const own = next.isLast ? corner : branch;
		guide = next === line ? own.slice(0, 2) : `${next.isLast ? ' '.repeat(stem.length) : stem}${guide}`;
	}

	const mark = line.isOpen === undefined ? '' : (line.isOpen ? open : folded);
	const room = Math.floor(width / 4);
	return `${guide.length > room ? `…${guide.slice(guide.length - room + 1)}` : guide}${mark}${guide === '' && mark === '' ? '' : ' '}`;
}

/** A method of the JDK is not traced unless Arthas is told to, and what was traced already is the row itself. */
function deeperOf(item: TraceItem): string | undefined {
	return item.kind !== 'call' || item.line === undefined || /^(?:java|javax|jdk|sun)\./u.test(item.className) ? undefined : deeper('trace', item.className, item.methodName);
}

function valueOf(item: TraceItem): string | undefined {
	switch (item.kind) {
		case 'call': {
			return `${item.className}.${item.methodName}()  ${msText(item.total / 1e6)} ms`;
		}

		case 'throw': {
			return [item.exception, item.message].filter(part => part !== undefined).join(': ');
		}

		default: {
			return undefined;
		}
	}
}
