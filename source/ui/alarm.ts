/** One timer for the next moment at which the screen changes by itself; none while nothing does. */
export function createAlarm(ring: () => void, now: () => number): {set(time: number | undefined): void} {
	let timer: NodeJS.Timeout | undefined;
	let due: number | undefined;
	return {
		set(time) {
			if (time === due) {
				return;
			}

			clearTimeout(timer);
			due = time;
			timer = time === undefined
				? undefined
				: setTimeout(() => {
					due = undefined;
					ring();
				}, Math.min(Math.max(time - now(), 20), 0x7F_FF_FF_FF));
		},
	};
}
