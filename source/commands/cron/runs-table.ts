import type {Line, TableBlock} from '../../views/block.js';

/** Instants as rows: the date and time on the wall of a zone, and the instant itself. */
export function runsTable(runs: readonly number[], zone: string): TableBlock {
	const date = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone, weekday: 'short', day: '2-digit', month: 'short', year: 'numeric',
	});
	const time = new Intl.DateTimeFormat('en-GB', {timeZone: zone, timeStyle: 'medium', hourCycle: 'h23'});
	return {
		kind: 'table',
		columns: [{title: 'DATE'}, {title: `TIME IN ${zone}`}, {title: 'INSTANT'}],
		rows: runs.map((run): Line[] => [[{text: date.format(run).replace(',', '')}], [{text: time.format(run)}], [{text: new Date(run).toISOString(), style: 'dim'}]]),
	};
}
