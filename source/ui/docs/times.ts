/** The time of day in a text as agents send it, to the millisecond: `13:51:41.839` of `2026-11-21 13:51:41.839305738`. */
export function clockTime(text: string): string {
	return /\b\d\d:\d\d:\d\d(?:\.\d{1,3})?/u.exec(text)?.[0] ?? text;
}
