import type {Row} from '../../../views/layout.js';
import {membersOf, type Members} from '../../../views/members.js';
import {texts} from '../../../words/index.js';
import {cellsRow} from '../cells.js';
import type {InfoFacts} from '../info-facts.js';
import {megabytes} from '../numbers.js';
import {moreRow, section, type Section} from '../section.js';

const most = 5;

/** The interfaces that carry something; how many do not is said. */
export const networkSection: Section = (facts, width) => section(facts, width, {part: 'network', title: head(facts, width)}, data => {
	const all = (data.objects('interfaces') ?? []).map(each => membersOf(each));
	const alive = all.filter(each => (each.texts('addresses') ?? []).length > 0 || (each.number('rxBytes') ?? 0) > 0);
	const quiet = all.length - alive.length;
	return [
		...alive.slice(0, most).map(each => interfaceRow(each, width)),
		...moreRow(facts, alive.length - most, 'N'),
		...quiet > 0 ? [[{text: ` ${facts.say(texts.info.quiet, {count: quiet})}`, style: 'dim' as const}]] : [],
	];
});

function interfaceRow(each: Members, width: number): Row {
	const rate = (member: string) => {
		const value = each.number(member);
		return value === undefined ? '?' : megabytes(value);
	};

	const sum = (...members: string[]) => members.reduce((total, member) => total + (each.number(member) ?? 0), 0);
	const [errors, dropped] = [sum('rxErrors', 'txErrors'), sum('rxDropped', 'txDropped')];
	const address = each.texts('addresses')?.[0] ?? '';
	return cellsRow([
		{text: ` ${each.text('name') ?? '?'}  ${address}`, width: nameWidth(width)},
		{text: rate('rxBytesPerSecond'), width: 8, align: 'right'},
		{text: rate('txBytesPerSecond'), width: 8, align: 'right'},
		{
			text: String(errors), width: 6, align: 'right', style: errors > 0 ? 'warn' : 'dim',
		},
		{
			text: String(dropped), width: 7, align: 'right', style: 'dim',
		},
	]);
}

function head({say}: InfoFacts, width: number): Row {
	return cellsRow([
		{text: say(texts.info.network), width: nameWidth(width), style: 'title'},
		...([['received', 8], ['sent', 8], ['errors', 6], ['dropped', 7]] as const).map(([name, cells]) => ({
			text: say(texts.info[name]), width: cells, align: 'right' as const, style: 'header' as const,
		})),
	]);
}

function nameWidth(width: number): number {
	return Math.max(Math.min(width - 37, 26), 6);
}
