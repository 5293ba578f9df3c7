import {cutLine, lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import type {InfoFacts} from './info-facts.js';
import type {Section} from './section.js';
import {cpuSection} from './sections/cpu.js';
import {disksSection} from './sections/disks.js';
import {filesystemsSection} from './sections/filesystems.js';
import {jvmsSection} from './sections/jvms.js';
import {kernelSection} from './sections/kernel.js';
import {memorySection} from './sections/memory.js';
import {networkSection} from './sections/network.js';
import {portsSection} from './sections/ports.js';
import {processesSection} from './sections/processes.js';
import {usersSection} from './sections/users.js';

/** From which width on there are so many columns, and what stands in them. */
const arrangements: ReadonlyArray<{from: number; columns: ReadonlyArray<readonly Section[]>}> = [
	{from: 156, columns: [[cpuSection, memorySection, filesystemsSection], [processesSection, disksSection, networkSection], [jvmsSection, portsSection, usersSection, kernelSection]]},
	{from: 100, columns: [[cpuSection, memorySection, filesystemsSection, disksSection, networkSection], [processesSection, jvmsSection, portsSection, usersSection, kernelSection]]},
	{from: 0, columns: [[cpuSection, memorySection, filesystemsSection, processesSection, disksSection, networkSection, jvmsSection, portsSection, usersSection, kernelSection]]},
];

const gap = 3;

/** Everything about a host at one look, in rows of at most `width` cells. */
export function overviewRows(facts: InfoFacts, width: number): Row[] {
	const {columns} = arrangements.find(({from}) => width >= from) ?? {columns: []};
	const cells = Math.max(Math.floor((width - (gap * (columns.length - 1))) / Math.max(columns.length, 1)), 20);
	const drawn = columns.map(sections => sections.flatMap((section, at): Row[] => [...at === 0 ? [] : [[]], ...section(facts, cells).map(row => cutLine(row, cells, 'end'))]));
	const height = Math.max(...drawn.map(rows => rows.length));
	return Array.from({length: height}, (_, at) => drawn.flatMap((rows, column): Row => {
		const row = rows[at] ?? [];
		return column === drawn.length - 1 ? row : [...row, {text: ' '.repeat(cells - lineWidth(row) + gap)}];
	}));
}
