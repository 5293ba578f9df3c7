import type {Span} from '../../views/block.js';
import {ageText} from '../../views/age-text.js';
import {safeText} from '../../views/safe-text.js';
import {labelsText, type AgentColumnId, type AgentEntry} from '../../workspace/agents.js';
import type {AgentGlyphs} from './agent-glyphs.js';
import type {AgentWords} from './agent-words.js';

/** What a cell needs to be written: words, signs, and the time now (epoch ms). */
export type AgentInk = {words: AgentWords; glyphs: AgentGlyphs; now: number};

/** What one column says of one agent: safe text and its meaning. */
export function agentCell({agent, name, lostAt, facts}: AgentEntry, column: AgentColumnId, ink: AgentInk): Span {
	const {words, now} = ink;
	switch (column) {
		case 'status': {
			return statusCell(agent.status, lostAt, ink);
		}

		case 'beat': {
			return beatCell(agent.lastSeen ?? lostAt, ink);
		}

		case 'via': {
			return {text: words.via[agent.via] ?? agent.via};
		}

		case 'since': {
			return {text: agent.registeredAt === null ? '' : timeText(agent.registeredAt, now)};
		}

		case 'labels': {
			return agent.results === 'text' ? {text: words.textOnly} : {text: safeText(labelsText(agent.labels))};
		}

		case 'name': {
			return {text: safeText(name)};
		}

		case 'java':
		case 'os':
		case 'sessions': {
			return {text: safeText(String(facts[column] ?? ''))};
		}

		default: {
			return {text: safeText(agent[column] ?? '')};
		}
	}
}

function statusCell(status: AgentEntry['agent']['status'], lostAt: number | null, {words, glyphs}: AgentInk): Span {
	return lostAt === null
		? {text: `${glyphs[status]} ${words.status[status]}`, style: ({up: 'ok', out: 'warn', down: 'bad'} as const)[status]}
		: {text: `${glyphs.unknown} ${words.was[status]}`, style: 'dim'};
}

/** A fresh beat is no news; a listing that is no sign of life has none. */
function beatCell(since: number | null, {glyphs, now}: AgentInk): Span {
	return since === null ? {text: glyphs.none, style: 'dim'} : {text: ageText(now - since), style: 'warn'};
}

/** The time of today, the day of other days. */
export function timeText(time: number, now: number): string {
	const date = new Date(time);
	const two = (number: number) => String(number).padStart(2, '0');
	return date.toDateString() === new Date(now).toDateString()
		? [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => two(part)).join(':')
		: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
