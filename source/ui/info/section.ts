import type {HostPartName} from '../../actions/live/host/host-parts.js';
import {type Members, membersOf} from '../../views/members.js';
import {wrapLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {clockTime} from '../clock-time.js';
import {dataOf, isOld, type InfoFacts} from './info-facts.js';

export type SectionHead = {part: HostPartName; title: Row};

/** A part of what a host tells, in rows of at most `width` cells. */
export type Section = (facts: InfoFacts, width: number) => Row[];

/** The head of a section and what its data is drawn as; what it lacks, and why, stands there in words. */
export function section(facts: InfoFacts, width: number, {part, title}: SectionHead, draw: (members: Members) => Row[]): Row[] {
	const {answers, say, glyphs} = facts;
	const data = dataOf(facts, part);
	const {at = 0, problem} = answers.get(part) ?? {};
	const old = data !== undefined && isOld(facts, part);
	const trouble: Row[] = problem === undefined ? [] : wrapLine([{text: ` ${glyphs.unknown} ${safeText(problem)}`, style: 'warn'}], width).slice(0, 2);
	if (data === undefined) {
		return [title, ...problem === undefined ? [[{text: ` ${say(texts.info.asked)}`, style: 'dim' as const}]] : trouble];
	}

	const rows = draw(membersOf(data));
	return old
		? [[...title, {text: `  ${say(texts.info.asOf, {time: clockTime(at)})}`, style: 'warn'}], ...rows.map(row => row.map(({text}) => ({text, style: 'dim' as const}))), ...trouble]
		: [title, ...rows, ...trouble];
}

export function moreRow({say}: InfoFacts, count: number, key: string): Row[] {
	return count > 0 ? [[{text: ` ${say(texts.info.more, {count, key})}`, style: 'dim'}]] : [];
}
