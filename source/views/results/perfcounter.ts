import type {Block} from '../block.js';
import type {Members} from '../members.js';
import {recordTable} from '../record-table.js';

/** Performance counters of the JVM; with `-d` they have a unit and say whether they may change. */
export function perfcounterView(result: Members): Block[] {
	const counters = result.objects('perfCounters');
	const hasDetails = result.flag('details') ?? false;
	const details = hasDetails ? [{title: 'Variability', of: 'variability'}, {title: 'Units', of: 'units'}] : [];
	return counters === undefined ? [] : [recordTable(counters, [{title: 'Name', of: 'name'}, ...details, {title: 'Value', of: 'value', cut: 'wrap'}])];
}
