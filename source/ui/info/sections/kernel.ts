import {membersOf} from '../../../views/members.js';
import {wrapLine} from '../../../views/fit-line.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {dataOf} from '../info-facts.js';
import {section, type Section} from '../section.js';

/** What the host is, in a line or two. */
export const kernelSection: Section = (facts, width) => {
	const {say, glyphs} = facts;
	return section(facts, width, {part: 'kernel', title: [{text: say(texts.info.kernel), style: 'title'}]}, kernel => {
		const os = membersOf(dataOf(facts, 'os') ?? {});
		const parts = [
			`${kernel.text('sysname') ?? '?'} ${kernel.text('release') ?? '?'}`,
			os.text('prettyName'),
			kernel.text('machine'),
			[os.text('virtualization'), os.text('container')].filter(part => part !== undefined).join(' / '),
			os.text('timezone') === undefined ? undefined : say(texts.info.clock, {zone: os.text('timezone') ?? ''}),
		].filter(part => part !== undefined && part !== '');
		return wrapLine([{text: safeText(parts.join(` ${glyphs.dot} `))}], width - 1).map(row => [{text: ' '}, ...row]);
	});
};
