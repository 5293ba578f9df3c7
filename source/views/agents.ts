import {ageText} from './age-text.js';
import type {
	Block, Column, Line, Span,
} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';
import {displayWidth} from './width.js';

type Maybe = string | undefined | null;

/** One agent of the fleet as the table shows it. What is not known is null or undefined. */
export type AgentRow = {
	id: string;
	name?: Maybe;
	kind: 'jvm' | 'host' | 'monitor';
	/** The way to it: `channel`, `arthas`, `tunnel`… */
	via: string;
	app?: Maybe;
	status: 'up' | 'out' | 'down' | 'unknown';
	host?: Maybe;
	ip?: Maybe;
	version?: Maybe;
	/** Milliseconds since the last sign of life; null where a listing is no sign of life. */
	lastSeen?: number | undefined | null;
	server?: Maybe;
};

/** The fleet as a table. Columns that say the same of every agent, or nothing, are left out. */
export function agentsView(agents: readonly AgentRow[]): Block {
	if (agents.length === 0) {
		return textBlock([span('no agents', 'dim')]);
	}

	const shown = columns.filter(({when}) => when?.(agents) ?? true);
	return {
		kind: 'table',
		columns: shown.map(({of, when, isWhole, ...column}) => isWhole ? {...column, min: Math.min(longest(agents.map(agent => of(agent))), widestWhole)} : column),
		rows: agents.map(agent => shown.map(({of}) => cellOf(of(agent)))),
	};
}

type AgentColumn = Column & {
	of: (agent: AgentRow) => Span | Maybe;
	when?: (agents: readonly AgentRow[]) => boolean;
	/** What a command may be given is not cut: other columns leave, then it goes on in the next row. */
	isWhole?: true;
};

function haveNames(agents: readonly AgentRow[]): boolean {
	return agents.some(({id, name}) => (name ?? id) !== id);
}

/** As wide as a UUID; a longer one goes on in the next row. */
const widestWhole = 36;

function longest(contents: ReadonlyArray<Span | Maybe>): number {
	return Math.max(0, ...contents.map(content => displayWidth(typeof content === 'string' ? content : content?.text ?? '')));
}

const columns: AgentColumn[] = [
	{
		title: 'NAME', of: agent => agent.id, cut: 'wrap', isWhole: true, when: agents => !haveNames(agents),
	},
	{
		title: 'NAME', of: agent => agent.name ?? agent.id, cut: 'wrap', min: 12, when: haveNames,
	},
	// The id is what commands are given; a name of its own must not hide it.
	{
		title: 'ID', of: agent => agent.id, cut: 'wrap', isWhole: true, when: haveNames,
	},
	{title: 'KIND', of: agent => agent.kind, optional: true},
	{title: 'STATUS', of: statusOf, min: 12},
	{
		title: 'HOST', of: agent => agent.host, cut: 'middle', min: 7, optional: true,
	},
	{
		title: 'IP', of: agent => agent.ip, isWhole: true, optional: true,
	},
	{
		title: 'VERSION', of: agent => agent.version, min: 7, optional: true,
	},
	{
		title: 'BEAT', of: beatOf, align: 'right', optional: true,
	},
	{title: 'VIA', of: agent => agent.via === 'arthas' ? 'direct' : agent.via, optional: true},
	{
		title: 'APP', of: agent => agent.app, min: 5, optional: true, when: agents => agents.some(({app}) => isGiven(app)),
	},
	{
		title: 'SERVER', of: agent => agent.server, optional: true, when: agents => new Set(agents.map(({server}) => server)).size > 1,
	},
];

const statuses: Record<AgentRow['status'], Span> = {
	up: {text: '● in service', style: 'ok'},
	out: {text: '◐ out', style: 'warn'},
	down: {text: '○ down', style: 'bad'},
	unknown: {text: '◌ unknown', style: 'dim'},
};

function statusOf(agent: AgentRow): Span {
	return statuses[agent.status];
}

/** A fresh beat is no news, so that its cell is empty. */
function beatOf({lastSeen}: AgentRow): Span {
	return lastSeen === undefined || lastSeen === null ? span('–', 'dim') : span(ageText(lastSeen), 'warn');
}

function cellOf(content: Span | Maybe): Line {
	return lineOf(typeof content === 'object' && content !== null ? content : (isGiven(content) ? content : span('-', 'dim')));
}

function isGiven(text: Maybe): text is string {
	return text !== undefined && text !== null && text !== '';
}
