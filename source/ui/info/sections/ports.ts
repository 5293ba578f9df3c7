import {membersOf} from '../../../views/members.js';
import {texts} from '../../../words/index.js';
import {cellsRow} from '../cells.js';
import {moreRow, section, type Section} from '../section.js';

const most = 6;

/** The addresses that mean every one of the host. */
const all = new Set(['0.0.0.0', '::', '*']);

/** Who listens, with what can be reached from outside first. */
export const portsSection: Section = (facts, width) => {
	const {say} = facts;
	return section(facts, width, {part: 'ports', title: [{text: say(texts.info.ports), style: 'title'}]}, data => {
		const listening = (data.objects('ports') ?? []).map(each => membersOf(each)).sort((one, other) => rank(one.text('address')) - rank(other.text('address')));
		const rows = listening.slice(0, most).map(port => {
			const address = (port.text('address') ?? '?').replace(/^::ffff:(?=\d+\.)/u, '');
			return cellsRow([
				{text: ` ${port.text('protocol') ?? '?'}`, width: 4},
				{text: `${address.includes(':') ? `[${address}]` : address}:${port.text('port') ?? '?'}`, width: 22, cut: 'middle'},
				{text: port.text('pid') ?? '?', width: 7, align: 'right'},
				{text: port.text('process') ?? '?', width: Math.max(width - 40, 6)},
			]);
		});
		return [...rows, ...moreRow(facts, listening.length - most, 'O'), ...listening.length === 0 ? [[{text: ` ${say(texts.info.none)}`, style: 'dim' as const}]] : []];
	});
};

function rank(address: string | undefined): number {
	return address !== undefined && all.has(address) ? 0 : (/^(?:::ffff:)?127\.|^::1$/u.test(address ?? '') ? 2 : 1);
}
