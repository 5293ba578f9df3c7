import type {Row} from '../../../views/layout.js';
import {membersOf, type Members} from '../../../views/members.js';
import {safeText} from '../../../views/safe-text.js';
import {texts, type Say} from '../../../words/index.js';
import {cellsRow} from '../cells.js';
import {dataOf, type InfoFacts} from '../info-facts.js';
import {moreRow, section, type Section} from '../section.js';

const most = 5;

/** The accounts of people, and who is logged in. */
export const usersSection: Section = (facts, width) => section(facts, width, {part: 'users', title: [{text: facts.say(texts.info.users), style: 'title'}]}, data => {
	const all = (data.objects('users') ?? []).map(each => membersOf(each));
	return [
		...all.slice(0, most).map(user => {
			const isExpired = user.flag('expired') === true;
			return cellsRow([
				{text: ` ${user.text('name') ?? '?'}`, width: 14},
				{text: `uid ${user.text('uid') ?? '?'}`, width: 10, style: 'dim'},
				{text: `${isExpired ? `${facts.glyphs.alert} ` : ''}${stateOf(user, facts.say)}`, width: Math.max(width - 28, 8), style: isExpired ? 'warn' : 'dim'},
			]);
		}),
		...moreRow(facts, all.length - most, 'U'),
		...sessionRow(facts),
	];
});

function stateOf(user: Members, say: Say): string {
	if (user.flag('expired') === true) {
		return say(texts.info.expired);
	}

	return user.flag('locked') === true ? say(texts.info.locked) : say(texts.info.password, {state: user.text('password') ?? '?'});
}

function sessionRow(facts: InfoFacts): Row[] {
	const data = dataOf(facts, 'sessions');
	const sessions = data && membersOf(data).objects('sessions');
	if (!sessions) {
		return [];
	}

	const names = sessions.map(each => membersOf(each)).map(each => [each.text('user'), each.text('terminal') ?? each.text('line')].filter(part => part !== undefined).join(' '));
	return [[{text: ` ${safeText(names.length === 0 ? facts.say(texts.info.nobody) : facts.say(texts.info.loggedIn, {names: names.join(', ')}))}`, style: 'dim'}]];
}
