import {ageText} from '../../views/age-text.js';
import {displayWidth} from '../../views/width.js';
import {agentList, type AgentColumnId, type AgentEntry} from '../../workspace/agents.js';
import {nextAgeChange} from '../../workspace/next-age-step.js';
import {lastCall} from '../panes/last-call.js';
import {agentCell, type AgentInk} from './agent-cell.js';

/** The widest cell of a column, or a limit that it reaches. */
export function contentWidth(entries: readonly AgentEntry[], id: AgentColumnId, limit: number, ink: AgentInk): number {
	const {widths} = measured(entries, ink.words, ink.glyphs);
	const known = widths.get(id);
	if (known && ink.now >= known.from && ink.now < known.until) {
		return known.width;
	}

	const width = measure(entries, id, limit, ink);
	widths.set(id, {width, from: ink.now, until: nextChange(entries, id, ink.now)});
	return width;
}

/** Whether anything is known in a column. */
export function hasContent(entries: readonly AgentEntry[], id: AgentColumnId, ink: AgentInk): boolean {
	const {filled} = measured(entries, ink.words, ink.glyphs);
	const isFilled = filled.get(id) ?? entries.some(entry => (agentList.columns[id](entry) ?? '') !== '');
	filled.set(id, isFilled);
	return isFilled;
}

/** Measuring ten thousand rows takes longer than all else that a key needs. */
const measured = lastCall((..._of: [readonly AgentEntry[], AgentInk['words'], AgentInk['glyphs']]) => ({
	widths: new Map<AgentColumnId, {width: number; from: number; until: number}>(), filled: new Map<AgentColumnId, boolean>(),
}), undefined, 2);

/** Ages and days change by the mere passing of time. */
function nextChange(entries: readonly AgentEntry[], id: AgentColumnId, now: number): number {
	switch (id) {
		case 'beat': {
			return nextAgeChange(entries.map(({agent, lostAt}) => agent.lastSeen ?? lostAt).filter(time => time !== null), now) ?? Number.POSITIVE_INFINITY;
		}

		case 'since': {
			return dayOf(now).to;
		}

		default: {
			return Number.POSITIVE_INFINITY;
		}
	}
}

function measure(entries: readonly AgentEntry[], id: AgentColumnId, limit: number, ink: AgentInk): number {
	const today = dayOf(ink.now);
	const seen = new Set<string | null>();
	let widest = 0;
	for (const entry of entries) {
		const value = frequentValue(entry, id, ink.now, today);
		if (value !== undefined && seen.has(value)) {
			continue;
		}

		if (value !== undefined) {
			seen.add(value);
		}

		widest = Math.max(widest, displayWidth(agentCell(entry, id, ink).text));
		if (widest >= limit) {
			break;
		}
	}

	return widest;
}

type Day = {from: number; to: number};

function dayOf(now: number): Day {
	const date = new Date(now);
	return {from: date.setHours(0, 0, 0, 0), to: date.setHours(24)};
}

/** What decides the width of a cell where many agents have the same one, so that each is measured once. */
function frequentValue({agent, lostAt}: AgentEntry, id: AgentColumnId, now: number, today: Day): string | null | undefined {
	switch (id) {
		case 'kind':
		case 'app':
		case 'host':
		case 'version':
		case 'via':
		case 'server': {
			return agent[id];
		}

		case 'status': {
			return lostAt === null ? agent.status : `was ${agent.status}`;
		}

		case 'beat': {
			const since = agent.lastSeen ?? lostAt;
			return since === null ? null : ageText(now - since);
		}

		case 'since': {
			const since = agent.registeredAt;
			return since === null ? null : (since >= today.from && since < today.to ? 'time' : 'day');
		}

		default: {
			return undefined;
		}
	}
}
