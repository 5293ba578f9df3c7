import type {Block, Column, Line} from './block.js';
import {lineOf, span} from './build-block.js';
import {withoutColors} from './without-colors.js';

/** A target on which a command did not do what it was sent for. */
export type FailureRow = {
	agent: string;
	/** The state its job ended in: `failed`, `refused`, `lost`… */
	state: string;
	/** A stable error code, or the status code of the command. */
	code?: string | number | undefined | null;
	message?: string | undefined | null;
	hint?: string | undefined | null;
};

/** The targets that failed, each with its reason and what to do about it. */
export function failuresView(failures: readonly FailureRow[]): Block {
	const hasHints = failures.some(({hint}) => Boolean(hint));
	return {
		kind: 'table',
		columns: hasHints ? [...columns, hintColumn] : columns,
		rows: failures.flatMap(failure => rowsOf(failure).map(row => row.slice(0, hasHints ? 5 : 4))),
	};
}

const columns: Column[] = [
	{title: 'AGENT', cut: 'middle', min: 12},
	{title: 'STATE'},
	{title: 'CODE'},
	{title: 'MESSAGE', cut: 'wrap', min: 24},
];

const hintColumn: Column = {title: 'HINT', cut: 'wrap', min: 16};

/** A message of several lines goes on in rows of its own. */
function rowsOf({agent, state, code, message, hint}: FailureRow): Line[][] {
	const [first = '-', ...others] = withoutColors(message ?? '-').trimEnd().split(/\r?\n/u);
	return [rowOf({
		agent, state, code, message: first, hint,
	}), ...others.map(line => [[], [], [], lineOf(line), []])];
}

function rowOf({agent, state, code, message, hint}: FailureRow): Line[] {
	return [
		lineOf(agent),
		lineOf(span(state, 'bad')),
		lineOf(String(code ?? '-')),
		lineOf(message ?? '-'),
		lineOf(span(hint ?? '', 'info')),
	];
}
