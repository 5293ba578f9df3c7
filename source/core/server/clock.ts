const origin = Date.now() - performance.now();

/** How far the wall clock has moved away from the steady one, as of the last jump of more than a second. */
let offset = 0;

/**
Milliseconds since 1970 that never jump: the wall clock as it was at the start, carried on by the
monotonic one. All ages and deadlines are measured with it, since a corrected clock or a suspended
machine must not make every agent look dead at once.
*/
export function steadyNow(): number {
	return origin + performance.now();
}

/** What to add to a steady time to have it as the wall clock has it today; it changes with a jump only. */
export function wallOffset(): number {
	const drift = Date.now() - steadyNow();
	if (Math.abs(drift - offset) > 1000) {
		offset = drift;
	}

	return offset;
}

/** A steady time for people and for other machines. */
export function wallTime(steady: number): number {
	return Math.round(steady + wallOffset());
}
