import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import type {Heat} from '../../views/block.js';
import {texts, type Say} from '../../words/index.js';
import {dayAhead, type CronHost, type JobGroup} from '../../workspace/cron.js';
import {clockTime} from '../clock-time.js';
import {sparkText} from '../docs/bar.js';
import type {Glyphs} from '../glyphs.js';
import {lastCall} from '../panes/last-call.js';

type Ink = {say: Say; glyphs: Glyphs; now: number; width: number};

const heats: readonly Heat[] = ['heat1', 'heat2', 'heat3', 'heat4', 'heat5'];

/** How many runs the next 24 hours bring on all hosts, by the hour; none where the pane is too narrow for it. */
export function dayRows(groups: readonly JobGroup[], hosts: readonly CronHost[], {say, glyphs, now, width}: Ink): Row[] {
	const step = width >= 103 ? 4 : (width >= 79 ? 3 : 0);
	const {from, counts, meeting} = aheadOf(groups, hosts, Math.floor(now / 60_000));
	const highest = Math.max(...counts);
	if (step === 0 || highest === 0) {
		return [];
	}

	const all = hosts.filter(({jobs}) => jobs !== undefined).length;
	const bars = counts.map(count => ({
		text: (count === 0 ? '' : sparkText([count], highest, glyphs).repeat(2)).padEnd(step), style: heats[Math.ceil(count / highest * heats.length) - 1],
	}));
	const hours = counts.map((_, hour) => clockTime(from + (hour * 3_600_000)).slice(0, 2).padEnd(step));
	return [
		[],
		[{text: `   ${say(texts.cron.dayAhead)}`, style: 'title'}, {text: `   ${say(texts.cron.dayMost, {count: highest})}`, style: 'dim'}],
		[{text: `   ${hours.join('')}`, style: 'dim'}],
		[{text: '   '}, ...bars],
		...meeting
			? [[{text: `   ${glyphs.corner}`, style: 'dim' as const}, {
				text: safeText(say(texts.cron.dayMeeting, {
					time: clockTime(meeting.at), jobs: meeting.names.join(', '), hosts: meeting.hosts, all,
				})),
			}]]
			: [],
	];
}

const aheadOf = lastCall((groups: readonly JobGroup[], hosts: readonly CronHost[], minute: number) => dayAhead(groups, hosts, minute * 60_000));
