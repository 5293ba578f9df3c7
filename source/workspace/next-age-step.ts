/** Ages, in seconds, at which the text of an age changes: see `views/age-text`. */
const steps = [15, 20, 30, 60, 120, 300, 600, 1800];
const hour = 3600;
const day = 24 * hour;

/**
The age in milliseconds at which the text of an age changes next: until then a screen has nothing to
repaint.
*/
export function nextAgeStep(ms: number): number {
	const seconds = ms / 1000;
	const step = steps.find(from => from > seconds);
	if (step !== undefined) {
		return step * 1000;
	}

	const unit = seconds >= day ? day : hour;
	return (Math.floor(seconds / unit) + 1) * unit * 1000;
}

/** When the first of several ages changes its text (epoch ms); undefined when there are none. */
export function nextAgeChange(times: Iterable<number>, now: number): number | undefined {
	let next: number | undefined;
	for (const time of times) {
		const change = time + nextAgeStep(now - time);
		next = next === undefined || change < next ? change : next;
	}

	return next;
}
