import {membersOf} from '../../../views/members.js';
import {texts} from '../../../words/index.js';
import {moreRow, section, type Section} from '../section.js';
import {spaceHead, spaceRow} from '../space-row.js';

const most = 6;

/** Those of the kernel's own hold nothing that anybody could run out of. */
const virtual = new Set(['devtmpfs', 'tmpfs', 'ramfs', 'squashfs', 'efivarfs']);

/** The fullest first; those in memory only where they fill up. */
export const filesystemsSection: Section = (facts, width) => {
	const title = spaceHead(facts.say(texts.info.filesystems), width, facts, true);
	return section(facts, width, {part: 'filesystems', title}, data => {
		const all = (data.objects('filesystems') ?? []).map(each => {
			const members = membersOf(each);
			return {
				name: members.text('mount') ?? '?', gauge: 'filesystems' as const, used: members.number('usedBytes'), free: members.number('availableBytes'),
				size: members.number('sizeBytes'), percent: members.number('usedPercent'), inodes: members.number('inodesUsedPercent') ?? 0, type: members.text('type') ?? '',
			};
		});
		const shown = all.filter(({type, percent = 0}) => !virtual.has(type) || percent >= 50).sort((one, other) => (other.percent ?? 0) - (one.percent ?? 0));
		return [...shown.slice(0, most).map(space => spaceRow(space, width, facts)), ...moreRow(facts, all.length - Math.min(shown.length, most), 'F')];
	});
};
