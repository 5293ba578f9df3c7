import type {Row} from '../../../views/layout.js';
import {membersOf} from '../../../views/members.js';
import {texts} from '../../../words/index.js';
import {cellsRow} from '../cells.js';
import {percentCell, sparkSpan} from '../gauge.js';
import type {InfoFacts} from '../info-facts.js';
import {megabytes} from '../numbers.js';
import {moreRow, section, type Section} from '../section.js';

const most = 4;

export const disksSection: Section = (facts, width) => section(facts, width, {part: 'disks', title: head(facts, width)}, data => {
	const all = data.objects('disks') ?? [];
	const rows = all.slice(0, most).map((each): Row => {
		const disk = membersOf(each);
		const name = disk.text('name') ?? '?';
		const rate = (member: string, text: (value: number) => string) => {
			const value = disk.number(member);
			return value === undefined ? '?' : text(value);
		};

		const {text, style} = percentCell('disks', disk.number('busyPercent'), facts);
		const [read, written] = [disk.number('readBytesPerSecond'), disk.number('writtenBytesPerSecond')];
		return [
			...cellsRow([
				{text: ` ${name}`, width: nameWidth(width)},
				{text: rate('readsPerSecond', value => value.toFixed(0)), width: 7, align: 'right'},
				{text: rate('writesPerSecond', value => value.toFixed(0)), width: 8, align: 'right'},
				{text: read === undefined || written === undefined ? '?' : megabytes(read + written), width: 6, align: 'right'},
				{
					text, width: 7, align: 'right', style,
				},
			]),
			...sparkWidth(width) > 3 ? [{text: '  '}, sparkSpan(`busy ${name}`, sparkWidth(width), 100, facts)] : [],
		];
	});
	return [...rows, ...moreRow(facts, all.length - most, 'D')];
});

function head({say}: InfoFacts, width: number): Row {
	const [title, ...columns] = cellsRow([
		{text: say(texts.info.disks), width: nameWidth(width), style: 'title'},
		...([['reads', 7], ['writes', 8], ['megabytes', 6], ['busy', 7]] as const).map(([name, cells]) => ({
			text: say(texts.info[name]), width: cells, align: 'right' as const, style: 'header' as const,
		})),
	]);
	return title ? [title, ...columns] : columns;
}

function nameWidth(width: number): number {
	return Math.max(Math.min(width - 36, 16), 8);
}

function sparkWidth(width: number): number {
	return Math.min(width - nameWidth(width) - 38, 20);
}
