import type {Json, JsonObject} from '../../../core/protocol/result.js';
import {span} from '../../../views/build-block.js';
import {isJsonObject, jsonText} from '../../../views/json-text.js';
import {type Members, membersOf} from '../../../views/members.js';
import {jvmItem} from '../../../views/results/jvm.js';
import {shapeBlocks} from '../../../views/shape-view.js';
import {texts} from '../../../words/index.js';
import type {DocOptions, DocRow} from '../doc.js';
import type {DocKind} from '../kind.js';
import {grouped, mebibytes} from '../numbers.js';
import {blockRows} from '../rows/block-rows.js';
import {foldOf, isOpen} from '../rows/folds.js';
import {indentRows} from '../rows/indent-rows.js';
import {lineRow} from '../rows/line-row.js';
import {listRows} from '../rows/list-rows.js';

/** What the JVM says of itself: of each subject what is read first, and all of it when it is opened. */
export const jvmDoc: DocKind = (members, options) => {
	const info = members.object('jvmInfo');
	if (info === undefined) {
		return [];
	}

	const groups = membersOf(info);
	return [
		...Object.keys(info).flatMap(name => {
			const items = groups.objects(name);
			return items === undefined ? [] : groupRows(name, items, options);
		}),
		...blockRows(shapeBlocks(groups.rest()), 'other', options),
	];
};

const widestName = 20;

function groupRows(name: string, items: readonly JsonObject[], options: DocOptions): DocRow[] {
	const key = `g/${name}`;
	const open = isOpen(options.state, key, false);
	const head = [
		span(`${open ? options.glyphs.open : options.glyphs.folded} `, 'dim'),
		span(name.padEnd(widestName), 'title'),
		...(open ? [] : [span(summaryOf(name, items, options))]),
	];
	const body = () => listRows({kind: 'list', items: items.map(item => jvmItem(item))}, key, {...options, width: options.width - 2});
	return [
		lineRow(key, head, options, {fold: foldOf(open), value: items.map(item => valueText(item)).join('\n')}),
		...(open ? indentRows(body(), 2, key) : []),
	];
}

function valueText(item: JsonObject): string {
	return `${jsonText(item['name'] ?? '?')} ${jsonText(item['value'] ?? null)}`;
}

type Values = ReadonlyMap<string, Json>;

function summaryOf(name: string, items: readonly JsonObject[], options: DocOptions): string {
	const values: Values = new Map(items.map(item => [jsonText(item['name'] ?? '?'), item['value'] ?? null]));
	const known = summaries.get(name)?.(values, options) ?? items.map(item => valueText(item));
	return known.filter(part => part !== undefined && part !== '').join('   ');
}

type Summary = (values: Values, options: DocOptions) => Array<string | undefined>;

function text(values: Values, name: string): string | undefined {
	const value = values.get(name) ?? null;
	return value === null || isJsonObject(value) ? undefined : jsonText(value);
}

const summaries = new Map<string, Summary>([
	['RUNTIME', (values, {say}) => [
		text(values, 'MACHINE-NAME'),
		[text(values, 'VM-NAME'), text(values, 'VM-VERSION')].filter(part => part !== undefined).join(' '),
		say(texts.docs.upSince, {time: text(values, 'JVM-START-TIME') ?? '?'}),
	]],
	['CLASS-LOADING', (values, {say}) => [
		say(texts.docs.loaded, {count: grouped(text(values, 'LOADED-CLASS-COUNT') ?? '?')}),
		say(texts.docs.unloaded, {count: grouped(text(values, 'UNLOADED-CLASS-COUNT') ?? '?')}),
	]],
	['COMPILATION', values => [`${grouped(text(values, 'TOTAL-COMPILE-TIME') ?? '?')} ms`, text(values, 'NAME')]],
	['GARBAGE-COLLECTORS', values => [...values].map(([name, value]) => isJsonObject(value) ? collectorText(name, membersOf(value)) : name)],
	['MEMORY-MANAGERS', values => [[...values.keys()].join(', ')]],
	['MEMORY', (values, options) => [usageText('heap', values.get('HEAP-MEMORY-USAGE'), options), usageText('nonheap', values.get('NO-HEAP-MEMORY-USAGE'), options)]],
	['OPERATING-SYSTEM', (values, {say}) => [
		[text(values, 'OS'), text(values, 'VERSION'), text(values, 'ARCH')].filter(part => part !== undefined).join(' '),
		say(texts.docs.processors, {count: text(values, 'PROCESSORS-COUNT') ?? '?'}),
		`${say(texts.docs.load)} ${Number(text(values, 'LOAD-AVERAGE') ?? Number.NaN).toFixed(2)}`,
	]],
	['THREAD', (values, {say}) => [say(texts.docs.threadCounts, {
		now: text(values, 'COUNT') ?? '?', daemon: text(values, 'DAEMON-COUNT') ?? '?', peak: text(values, 'PEAK-COUNT') ?? '?', deadlocked: text(values, 'DEADLOCK-COUNT') ?? '?',
	})]],
	['FILE-DESCRIPTOR', (values, {say}) => {
		const [open, max] = [text(values, 'OPEN-FILE-DESCRIPTOR-COUNT'), text(values, 'MAX-FILE-DESCRIPTOR-COUNT')];
		return [open === '-1' ? say(texts.docs.notTold) : `${grouped(open ?? '?')} / ${grouped(max ?? '?')}`];
	}],
]);

function collectorText(name: string, collector: Members): string {
	return `${name} ${collector.text('collectionCount') ?? '?'}, ${grouped(collector.text('collectionTime') ?? '?')} ms`;
}

function usageText(name: string, value: Json | undefined, {say}: DocOptions): string | undefined {
	if (!isJsonObject(value)) {
		return undefined;
	}

	const members = membersOf(value);
	const [used, committed, max] = ['used', 'committed', 'max'].map(member => members.number(member) ?? -1);
	const of = say(texts.docs.usage, {name, used: mebibytes(used ?? 0), committed: mebibytes(committed ?? 0)});
	return max === undefined || max < 0 ? of : `${of}${say(texts.docs.comma)}${say(texts.docs.max, {size: mebibytes(max)})}`;
}
