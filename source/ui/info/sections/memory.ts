import {texts} from '../../../words/index.js';
import {gib} from '../numbers.js';
import {section, type Section} from '../section.js';
import {spaceHead, spaceRow} from '../space-row.js';

export const memorySection: Section = (facts, width) => {
	const {say} = facts;
	const title = spaceHead(say(texts.info.memory), width, facts);
	return section(facts, width, {part: 'memory', title}, memory => {
		const [total, swap] = [memory.number('totalBytes'), memory.number('swapTotalBytes')];
		const parts = ([['cache', 'cachedBytes'], ['buffers', 'buffersBytes']] as const).map(([name, member]) => {
			const value = memory.number(member);
			return `${say(texts.info[name])} ${value === undefined ? '?' : gib(value)}`;
		});
		return [
			spaceRow({
				name: say(texts.info.ram), gauge: 'memory', used: memory.number('usedBytes'), free: memory.number('availableBytes'), size: total, percent: memory.number('usedPercent'),
			}, width, facts),
			[{text: `       ${parts.join('   ')}`, style: 'dim'}],
			swap === 0
				? [{text: ` ${say(texts.info.noSwap)}`, style: 'dim' as const}]
				: spaceRow({
					name: say(texts.info.swap), gauge: 'swap', used: memory.number('swapUsedBytes'), free: memory.number('swapFreeBytes'), size: swap, percent: memory.number('swapUsedPercent'),
				}, width, facts),
		];
	});
};
