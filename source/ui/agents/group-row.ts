import {ageText} from '../../views/age-text.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {
	fleetCounts, hostsGroup, isChangedInGroup, restGroup, versionCounts, type AgentChanges, type AgentEntry,
} from '../../workspace/agents.js';
import {timeText, type AgentInk} from './agent-cell.js';
import {
	columnGap, gutter, type PlacedColumn, type RowPlan,
} from './agent-columns.js';
import {fitText} from './fit-text.js';
import {placeSpans} from './place-spans.js';

export type GroupLook = {cursor: string; folded: boolean; changes: AgentChanges};

/** The head of a group: how its agents are, and which versions run, or since when its server is lost. */
export function groupRow(group: string, entries: readonly AgentEntry[], {columns, width}: RowPlan, look: GroupLook, ink: AgentInk): Row {
	const {words, glyphs, now} = ink;
	const name = group === hostsGroup ? words.hosts : (group === restGroup ? words.rest : safeText(group));
	const status = startOf(columns, 'status') ?? gutter;
	const counts = countsText(entries, ink);
	const versions = versionsText(entries, ink);
	const isMixed = versionCounts(entries).length > 1;
	const isChanged = entries.some(({key}) => isChangedInGroup(look.changes, key, now));
	const after = Math.max(startOf(columns, 'version') ?? 0, status + displayWidth(counts) + columnGap);
	return placeSpans([
		{start: 0, span: {text: look.cursor, style: 'accent'}},
		{start: 1, span: {text: look.folded ? glyphs.closed : glyphs.open, style: 'title'}},
		{start: gutter, span: {text: fitText(name, status - gutter - columnGap, glyphs.cut), style: 'title'}},
		{start: status, span: {text: counts, style: isChanged ? 'changed' : 'title'}},
		{start: after, span: {text: lostText(entries, ink) ?? versions, style: isMixed || entries[0]?.lostAt ? 'warn' : 'title'}},
	], width, glyphs.cut);
}

function startOf(columns: readonly PlacedColumn[], id: string): number | undefined {
	return columns.find(column => column.id === id)?.start;
}

function countsText(entries: readonly AgentEntry[], {words, glyphs}: AgentInk): string {
	const {
		total, up, out, down, unknown,
	} = fleetCounts(entries);
	return [
		words.agents(total), up > 0 && words.up(up), out > 0 && words.out(out), down > 0 && words.down(down), unknown > 0 && words.unknown(unknown),
	].filter(text => text !== false).join(` ${glyphs.dot} `);
}

function versionsText(entries: readonly AgentEntry[], {glyphs}: AgentInk): string {
	return versionCounts(entries).map(([version, count]) => `${safeText(version)} ${glyphs.times}${count}`).join('  ');
}

function lostText(entries: readonly AgentEntry[], {words, now}: AgentInk): string | undefined {
	const lostAt = entries[0]?.lostAt ?? null;
	return lostAt === null ? undefined : words.serverLost(timeText(lostAt, now), ageText(now - lostAt));
}
