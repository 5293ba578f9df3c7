import type {AgentColumnId} from '../../workspace/agents.js';

export type ColumnRule = {
	id: AgentColumnId;
	/** The width of the pane from which it is shown. */
	from: number;
	min: number;
	max: number;
	align?: 'right';
	/** Where a text that is too long loses: what neighbours share, the end, or nothing. */
	cut?: 'shared' | 'end';
	/** Never left out. */
	keep?: boolean;
};

/** In the order in which they stand. */
export const columnRules: readonly ColumnRule[] = [
	{
		id: 'name', from: 0, min: 12, max: 28, cut: 'shared', keep: true,
	},
	{
		id: 'kind', from: 80, min: 4, max: 7,
	},
	{
		id: 'status', from: 0, min: 12, max: 14, keep: true,
	},
	{
		id: 'app', from: 100, min: 5, max: 12, cut: 'shared',
	},
	{
		id: 'host', from: 80, min: 7, max: 20, cut: 'shared',
	},
	{
		id: 'ip', from: 120, min: 9, max: 15,
	},
	{
		id: 'version', from: 80, min: 7, max: 10,
	},
	{
		id: 'beat', from: 80, min: 4, max: 6, align: 'right',
	},
	{
		id: 'via', from: 120, min: 7, max: 9,
	},
	{
		id: 'java', from: 160, min: 6, max: 12,
	},
	{
		id: 'server', from: 160, min: 5, max: 12, cut: 'shared',
	},
	{
		id: 'since', from: 200, min: 8, max: 10,
	},
	{
		id: 'sessions', from: 200, min: 8, max: 8, align: 'right',
	},
	{
		id: 'os', from: 200, min: 10, max: 24,
	},
	{
		id: 'labels', from: 80, min: 8, max: Number.POSITIVE_INFINITY,
	},
];
