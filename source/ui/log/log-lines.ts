import {toldKey} from '../../actions/log.js';
import type {Sent} from '../../actions/sent-log.js';
import {wrapLine} from '../../views/fit-line.js';
import {safeText} from '../../views/safe-text.js';
import type {ListLine} from '../../workspace/list-state.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {PastNotice} from '../../workspace/past-notices.js';
import {lastCall} from '../panes/last-call.js';
import type {PaneContext} from '../panes/pane-view.js';
import {outcomeSpan} from './outcome-span.js';

export type LogLine = ListLine & (
	| {what: 'sent'; sent: Sent}
	/** A row of what was told; the time and the sign stand in its first one. */
	| {what: 'told'; told: PastNotice; text: string; isFirst: boolean}
);

/** Columns before the text of a notice. */
export const toldIndent = 15;

/** What is shown of the log, the newest first: what was sent and what was told, in the order in which it was. */
export function logLines(context: PaneContext): readonly LogLine[] {
	const {width, pane, program: {sent, store}} = context;
	return newestFirst(sent.entries(), store.getSnapshot().past, `${onlyOf(pane)} ${pane.list?.filter ?? ''}`, width, context);
}

export function onlyOf({data}: PaneState): 'told' | 'sent' | 'all' {
	const only = data?.['only'];
	return only === 'told' || only === 'sent' ? only : 'all';
}

const newestFirst = lastCall((entries: readonly Sent[], past: readonly PastNotice[], choice: string, width: number, context: PaneContext): readonly LogLine[] => {
	const [only, ...words] = choice.toLowerCase().split(/\s+/u).filter(Boolean);
	const room = Math.max(width - toldIndent - 1, 1);
	const fits = (text: string) => words.every(word => text.includes(word));
	const sentOnes = only === 'told' ? [] : entries.filter(sent => words.length === 0 || fits(textOf(sent, context).toLowerCase()));
	const toldOnes = only === 'sent' ? [] : past.filter(({text}) => fits(text.toLowerCase()));
	return [
		...sentOnes.map(sent => ({at: sent.at, lines: [sentLine(sent)]})),
		...toldOnes.map(told => ({at: told.at, lines: toldLines(told, room)})),
	].reverse().sort((one, other) => other.at - one.at).flatMap(({lines}) => lines);
}, 4);

function textOf({agent, server, what, outcome}: Sent, context: PaneContext): string {
	const name = context.program.fleet.agentOf(agent)?.name ?? agent;
	return `${name} ${server} ${outcomeSpan(outcome, name, context).text} ${what}`;
}

function sentLine(sent: Sent): LogLine {
	return {
		kind: 'row', key: String(sent.seq), what: 'sent', sent,
	};
}

function toldLines(told: PastNotice, width: number): LogLine[] {
	const text = safeText(told.count > 1 ? `${told.text} ×${told.count}` : told.text);
	return wrapLine([{text}], width).map((row, part): LogLine => ({
		kind: 'row', key: toldKey(told) + (part === 0 ? '' : ` ${part}`), what: 'told', told, text: row.map(span => span.text).join(''), isFirst: part === 0, isQuiet: part > 0,
	}));
}
