import type {Block, Column, Line} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';

/** A figure of a monitoring agent. */
export type MetricRow = {agent: string; name: string; tags: Readonly<Record<string, string>>; value: number | string; unit: string; course?: string | undefined};

/** What agents measure. A course is drawn where there is one. */
export function metricsView(rows: readonly MetricRow[]): Block {
	if (rows.length === 0) {
		return textBlock([span('nothing is measured yet: an agent takes two samples first, which is 20 s after its start', 'dim')]);
	}

	const hasAgents = new Set(rows.map(({agent}) => agent)).size > 1;
	const hasCourses = rows.some(({course}) => course !== undefined);
	const columns: Column[] = [
		...hasAgents ? [{title: 'AGENT', cut: 'middle' as const}] : [],
		{title: 'NAME', min: 8},
		{title: 'OF', min: 4},
		{title: 'VALUE', align: 'right'},
		{title: 'UNIT', optional: true},
		...hasCourses ? [{title: 'COURSE', min: 8}] : [],
	];
	return {
		kind: 'table',
		columns,
		rows: rows.map(({agent, name, tags, value, unit, course}): Line[] => [
			...hasAgents ? [lineOf(agent)] : [],
			lineOf(name),
			lineOf(Object.values(tags).join(' ')),
			lineOf(typeof value === 'number' ? String(Math.round(value * 100) / 100) : value),
			lineOf(span(unit, 'dim')),
			...hasCourses ? [lineOf(span(course ?? '', 'heat2'))] : [],
		]),
	};
}
