import {constants, PerformanceObserver, type PerformanceEntry} from 'node:perf_hooks';
import v8 from 'node:v8';

/** Percent that the heap may grow between two collections: of a program that is read, and of one in a flood. */
const usual = 40;
const flooded = 200;
/** Whole collections that follow each other sooner than this, in ms, cost more than the memory is worth. */
const tooSoonMs = 2000;

/**
Lets the heap grow by 40 % between collections, where V8 would take three times of what is in use before it looks: a screen
with four full streams takes 190 MB instead of 370, for one percent of a core. What is young is collected by one thread, because
there is little of it that lives: four that share the work took 4 % of a core more in a flood. Both are read at each collection,
so that they can be set late.
*/
export function keepHeapSmall(): void {
	v8.setFlagsFromString('--no-parallel-scavenge');
	let last = 0;
	let percent = 0;
	const allow = (wanted: number) => {
		if (wanted !== percent) {
			percent = wanted;
			v8.setFlagsFromString(`--heap-growing-percent=${percent}`);
		}
	};

	allow(usual);
	new PerformanceObserver(list => {
		for (const {startTime, detail} of list.getEntries() as Array<PerformanceEntry & {detail?: {kind?: number}}>) {
			if (detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR) {
				allow(startTime - last < tooSoonMs ? flooded : usual);
				last = startTime;
			}
		}
	}).observe({entryTypes: ['gc']});
}
