/** The time of day in a text as agents send it, to the millisecond: `13:51:41.839` of `2026-11-21 13:51:41.839305738`. */
export function clockTime(text: string): string {
	return /\b\d\d:\d\d:\d\d(?:\.\d{1,3})?/u.exec(text)?.[0] ?? text;
}

/** Seconds in their two largest units: `3 min 25 s`, `41 d 6 h`. */
export function durationText(seconds: number): string {
	const parts: Array<[amount: number, unit: string]> = [
		[Math.floor(seconds / 86_400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'], [Math.floor(seconds / 60) % 60, 'min'], [Math.floor(seconds) % 60, 's'],
	];
	const first = parts.findIndex(([amount]) => amount > 0);
	return (first === -1 ? parts.slice(-1) : parts.slice(first, first + 2)).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}
